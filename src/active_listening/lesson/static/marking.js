// The trainer's page: what waits, one decision at a time. Whatever is typed stays until it is given.

function renderMarking({ model, el }) {
  const page = frame(model, el, "marking", "Marking");
  const trouble = h("p", { class: "al-saved al-trouble", role: "alert" });
  const said = h("p", { class: "al-saved", role: "status" });
  const head = h("div", {});
  const desk = h("div", {});
  const drafts = {}; // a decision's key -> what was typed for it

  function draw(move) {
    const view = page.view();
    const held = document.activeElement?.dataset.alHold; // a switch keeps the keyboard when it redraws
    swap(trouble);
    swap(said, view.said);
    swap(head, headView(view, page));
    const title = h("p", { class: "al-title" }, view.key
      ? [h("span", {}, view.put_off ? `${view.task}, put off before` : view.task),
         h("span", { class: "al-worth" }, view.left === 1 ? "the last decision" : `${view.left} decisions left`)]
      : view.count);
    swap(desk, view.key ? decisionView(view, page, drafts, title, trouble) : h("div", { class: "al-card" }, title, trouble));
    if (move) focusOn(title);
    else if (held) focusOn(page.root.querySelector(`[data-al-hold="${held}"]`));
  }
  page.hear("trouble", (message) => { swap(trouble, "⚠ ", message.text); swap(said); });
  page.onView(() => draw(page.view().move));
  fill(page.root, [head, said, desk]);
  draw(false);
  return page.leave;
}

/** What waits in numbers, what stands apart, and what concerns all of it. */
function headView(view, page) {
  return [
    h("span", { class: "al-kicker" }, view.title),
    view.key && h("p", { class: "al-total" }, view.count),
    view.key && view.kinds && h("p", { class: "al-hint" }, view.kinds),
    view.apart.length > 0 && h("details", { class: "al-scheme" },
      h("summary", {}, view.apart.length === 1 ? "1 submission stands apart: it is not graded" : `${view.apart.length} submissions stand apart: they are not graded`),
      h("ul", {}, view.apart.map((line) => h("li", {}, line)))),
    h("div", { class: "al-row" },
      view.undo && button(`Take back “${view.undo}”`, () => page.send("undo"), "al-small"),
      button("Read the gradebook again", () => page.send("reload"), "al-small")),
  ];
}

function decisionView(view, page, drafts, title, trouble) {
  const draft = (drafts[view.key] ??= {
    points: view.points === null ? "" : String(view.points), lines: view.scheme.map(() => ""), comment: view.comment,
  });
  const key = view.key;
  const many = view.answers.length;
  const marks = view.scheme.length ? schemePoints(view, draft) : plainPoints(view, draft);
  const give = () => page.send("give", { key, points: draft.points, lines: draft.lines, value: draft.comment });
  const comment = commentBox(draft, many);
  const form = h("div", { class: "al-card al-marks" }, marks, comment,
    h("div", { class: "al-row" },
      button(many === 1 ? "Give these points" : `Give these points to all ${many}`, give, "al-primary"),
      many > 1 && button("Mark one by one", () => page.send("split", { key })),
      view.left > 1 && button("Put off", () => page.send("skip", { key }))),
    trouble,
    h("p", { class: "al-hint" }, "Ctrl and Enter in a box gives the points."));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    give();
  });
  return h("article", { class: "al-task" }, title,
    view.why.filter(Boolean).length > 0 && h("p", { class: "al-notice" }, view.why.filter(Boolean).join(" ")),
    view.scene && h("p", { class: "al-scene" }, view.scene),
    quotations(view.quoted || []),
    view.asked && taskText(view),
    answersView(view, page),
    coachView(view),
    modelsView(view),
    form);
}

/** The task in full; a long one folded once it was read. */
let alTaskOpen = true;
const taskText = (view) => h("details", { class: "al-scheme", open: alTaskOpen,
  ontoggle: (event) => { alTaskOpen = event.target.open; } },
  h("summary", {}, "The task"), h("p", { class: "al-long" }, view.asked));

function answersView(view, page) {
  const many = view.answers.length;
  const head = many === 1 ? "The answer"
    : view.wordings === 1 ? `The same answer from ${many} learners`
    : `${many} learners, nearly the same words`;
  return h("section", { "aria-label": head },
    h("div", { class: "al-row al-foot" }, many > 1 && h("span", { class: "al-kicker" }, head),
      h("span", {},
        toggle("names", view.names ? "Hide names" : many === 1 ? "Show the name" : "Show names",
          () => page.send("names", { value: !view.names })),
        toggle("models", view.models ? "Hide the models" : "Show models and marking notes",
          () => page.send("models", { key: view.key, value: !view.models }), Boolean(view.models)))),
    view.answers.map((answer) => h("div", { class: "al-answer" },
      h("span", { class: "al-kicker" }, answer.learner,
        answer.auto && `, the coach gave ${answer.auto}`, answer.earlier && `, marked before: ${answer.earlier}`),
      answer.boxes.map((box) => [answer.boxes.length > 1 && h("span", { class: "al-hint" }, box.label),
        h("p", { class: "al-own" }, box.segments.length ? markedText(box.segments) : "(empty)")]),
      answer.disagrees && h("p", { class: "al-notice" }, h("strong", {}, "Their reason: "), answer.disagrees))));
}

/** What the coach read; open where the question is whether it was right. */
const coachView = (view) => view.criteria.length > 0 && (view.disagreement
  ? h("section", { "aria-label": "What the coach read" }, criteriaView(view.criteria))
  : h("details", { class: "al-scheme" },
    h("summary", {}, "What the coach read"),
    view.criteria_note && h("p", { class: "al-hint" }, view.criteria_note),
    criteriaView(view.criteria)));

function modelsView(view) {
  const shown = view.models;
  const list = (title, lines) => lines.length > 0 && [h("p", { class: "al-kicker" }, title), h("ul", { class: "al-models" }, lines.map((line) => h("li", {}, line)))];
  return shown && h("section", { class: "al-card", "aria-label": "Models and marking notes" },
    shown.missing ? h("p", {}, shown.missing) : [
      list("Models", shown.models),
      list("Near misses", shown.near.map((one) => [`${one.say} `, h("span", { class: "al-reason" }, one.note)])),
      list("Common errors", shown.errors),
      h("p", { class: "al-kicker" }, "Marking"), h("p", {}, shown.marking)]);
}

/** A button that is found again after the page was drawn anew. */
function toggle(name, label, onclick, open) {
  const node = button(label, onclick, "al-small");
  node.dataset.alHold = name;
  if (open !== undefined) node.setAttribute("aria-expanded", String(open));
  return node;
}

/** One box for points, with what is given most. */
const plainPoints = (view, draft) =>
  pointsBox("Points", view.most, draft.points, (text) => { draft.points = text; }, view.coach_gave);

/** A box for each line of the scheme; they add up. */
function schemePoints(view, draft) {
  const sum = h("strong", { role: "status" });
  const add = () => {
    const given = draft.lines.filter((text) => text !== "");
    swap(sum, given.length < draft.lines.length ? `${given.length} of ${draft.lines.length} lines marked`
      : `${given.reduce((total, text) => total + Number(text), 0)} of ${view.most} points`);
  };
  const boxes = view.scheme.map((line, at) => pointsBox(line.what, line.points, draft.lines[at], (text) => {
    draft.lines[at] = text;
    add();
  }));
  add();
  return h("fieldset", {}, h("legend", { class: "al-label" }, "Points by the scheme"), boxes, h("p", {}, sum));
}

/** A box for points from 0 to `most`, and buttons for none, half, all, and what stands there. */
function pointsBox(label, most, value, onChange, asIs) {
  const id = newId();
  const box = h("input", { id, type: "number", class: "al-points", min: 0, max: most, step: 0.5, value, inputmode: "decimal" });
  const changed = () => onChange(box.validity.badInput ? "?" : box.value);
  box.addEventListener("input", changed);
  const choices = [["None", 0], ["Half", Math.round(most) / 2], ["Full", most]];
  if (![null, undefined, ...choices.map(([, points]) => points)].includes(asIs)) choices.unshift(["As it is", asIs]);
  const quick = choices.map(([word, points]) => {
    const node = button(`${word} (${points})`, () => { box.value = points; changed(); }, "al-small");
    node.setAttribute("aria-label", `${word} (${points}): ${label}`);
    return node;
  });
  return h("div", { class: "al-points-field" },
    h("label", { for: id, class: "al-label" }, label, h("span", { class: "al-hint" }, ` 0 to ${most}`)),
    h("div", { class: "al-quick" }, box, quick));
}

function commentBox(draft, many) {
  const id = newId();
  const area = h("textarea", { id, class: "al-text", rows: 2, spellcheck: "true", value: draft.comment });
  area.addEventListener("input", () => { draft.comment = area.value; });
  return h("div", { class: "al-field" },
    h("label", { for: id, class: "al-label" }, many === 1 ? "Comment to the learner, if you like" : "Comment to each of them, if you like"), area);
}
