// A form of the test: begin or skip, one task at a time, the result by part.

function renderSkillCheck({ model, el }) {
  const page = frame(model, el, "skill-check", page_title(model));
  const saved = savedLine(page);
  const body = h("div", {});
  const voice = speaker(100);
  fill(page.root, [body, h("div", { class: "al-row" }, saved.node), voice.node]);
  let box = null; // the text box of a task that is written

  function draw(move) {
    const view = page.view();
    box = null;
    swap(body, STAGES[view.stage](view));
    if (move) focusOn(body.querySelector("[data-al-first]"));
  }
  const missing = () => h("span", { class: "al-missing", role: "status" });

  const STAGES = {
    begin: (view) => [
      h("p", { class: "al-title" }, view.title),
      h("p", {}, `${view.of} short tasks, about twelve minutes. Nothing is told before the end, and nobody sees it but you. What you leave out counts nought; what the coach can't read counts for nothing.`),
      h("div", { class: "al-row" },
        button(view.begun ? "Go on" : "Begin", () => page.send("begin"), "al-primary"),
        button("Skip it", () => page.send("skip"))),
    ],
    skipped: (view) => [
      h("p", { class: "al-title", "data-al-first": true }, "Skipped"),
      h("p", {}, "You can come back to it at any time. Your result at the end of the course will then stand alone."),
      h("div", { class: "al-row" }, button(view.begun ? "Go on with it" : "Begin after all", () => page.send("begin"))),
    ],
    task: (view) => {
      const form = view.written ? writtenForm(view) : FORMS[view.question.kind](view.question, page, voice);
      const answer = () => page.send("answer", { id: view.task, answer: form.answer() });
      if (box) box.enter = answer;
      return [
        h("p", { class: "al-kicker", "data-al-first": true }, `Task ${view.number} of ${view.of} · ${view.part}`),
        h("progress", { max: view.of, value: view.number - 1, "aria-label": "Tasks done" }),
        form.node,
        h("div", { class: "al-row" },
          button(view.number === view.of ? "Finish" : "Next", answer, "al-primary"),
          button("Leave it out", () => page.send("leave", { id: view.task })),
          view.number > 1 && button("Back", () => page.send("back")),
          missing()),
      ];
    },
    end: (view) => [
      h("p", { class: "al-title", "data-al-first": true },
        !view.answered ? "You left every task out"
          : view.points === null ? "Nothing could be marked" : `${view.points} of 100, over ${view.counted} tasks`),
      h("table", { class: "al-table" },
        h("caption", {}, "By skill"),
        h("thead", {}, h("tr", {}, ["Skill", "Points of 100", "Tasks", "Lesson"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, view.parts.map((part) => h("tr", {},
          h("th", { scope: "row" }, part.title),
          h("td", {},
            h("span", { class: "al-bar", "aria-hidden": "true" },
              h("span", { style: `width: ${part.points || 0}%` })),
            part.points === null ? "–" : String(part.points)),
          h("td", {}, String(part.counted)),
          h("td", {}, part.lesson))))),
      view.beside && besideTable(view.beside),
      view.alone && h("p", { class: "al-hint" }, view.alone),
      view.begin && view.answered > 0 && h("p", {}, h("strong", {}, "Most to gain: "), view.begin),
      h("p", { class: "al-hint" }, view.limits),
      h("details", { class: "al-tasks" },
        h("summary", {}, "Every task, and what would have done it"),
        h("ol", {}, view.tasks.map((task) => h("li", {},
          h("p", {}, h("span", { class: "al-sign", "aria-hidden": "true" }, task.sign), " ", h("strong", {}, task.word)),
          task.scene && h("p", { class: "al-scene" }, task.scene),
          h("p", {}, task.asked),
          lines("Yours", task.yours),
          task.why && h("p", {}, task.why),
          lines("This works", task.right))))),
      h("div", { class: "al-row" }, button("Take it again", () => page.send("again"))),
    ],
  };

  /** A line to write: the scene, the line it answers, the box. */
  function writtenForm(view) {
    const asked = view.written;
    box = textBox(page, {
      label: asked.label, value: asked.text, rows: 3, limit: view.limit,
      onTrouble: (text) => saved.say(text, true), onEnter: () => box.enter(),
    });
    const node = h("div", {},
      h("p", { class: "al-scene" }, asked.scene),
      asked.quoted.map((one) => h("div", { class: "al-original" },
        h("span", { class: "al-kicker" }, one.label), h("blockquote", {}, one.text))),
      box.node);
    return { node, answer: () => box.area.value };
  }

  page.hear("reading", (message) => box && box.reply(message));
  page.hear("empty", (message) => {
    const hint = body.querySelector(".al-missing");
    if (hint) swap(hint, message.text);
  });
  page.onView(() => draw(page.view().move));
  draw(false);
  return page.leave;
}

/** Both forms, a row a skill: points as figures and as two bars. */
const besideTable = (beside) => [
  h("table", { class: "al-table al-served" },
    h("caption", {}, beside.caption),
    h("thead", {}, h("tr", {}, beside.heads.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, beside.rows.map((row) => h("tr", {},
      h("th", { scope: "row" }, row.title),
      row.points.map((points) => h("td", {},
        h("span", { class: "al-bar", "aria-hidden": "true" }, h("span", { style: `width: ${points || 0}%` })),
        points === null ? "–" : String(points))))))),
  beside.texts.map((text) => h("p", { class: "al-hint" }, text)),
];

/** Texts under a small heading; nothing where there are none. */
const lines = (name, texts) => texts.length > 0 &&
  h("div", {}, h("span", { class: "al-kicker" }, name), h("ul", {}, texts.map((text) => h("li", {}, text))));

const page_title = (model) => `Test: ${model.get("view").title}`;
