// Handing in: what is empty, the button, the receipt, and the feedback in the page.

const STATES = { empty: ["○", "empty"], half: ["◐", "half written"], answered: ["✓", "written"] };

function renderHandIn({ model, el }) {
  const page = frame(model, el, "hand-in", "Hand in");
  const trouble = h("p", { class: "al-saved al-trouble", role: "alert" });
  const working = h("p", { class: "al-saved", role: "status" });
  const tasks = h("div", { "aria-live": "polite" });
  const outcome = h("div", {});
  const against = disputes(page);

  function drawTasks(list) {
    const open = list.filter((task) => task.state !== "answered");
    swap(tasks,
      h("p", {}, open.length === 0 ? (list.length === 1 ? "The task has an answer." : `All ${list.length} tasks have an answer.`)
        : `${list.length - open.length} of ${list.length} tasks have an answer. Still open:`),
      open.length > 0 && h("ul", { class: "al-open" }, open.map((task) => {
        const [sign, word] = STATES[task.state];
        return h("li", {}, h("span", { class: "al-sign", "aria-hidden": "true" }, sign), " ",
          button(task.label, () => goTo(task.id, page.root), "al-link"), ` ${word}`);
      })));
  }
  function draw(move) {
    const view = page.view();
    drawTasks(view.tasks);
    swap(trouble);
    swap(working);
    busy(false);
    against.forget();
    if (!view.receipt) { swap(outcome); return; }
    const title = h("p", { class: "al-title" }, "Handed in");
    swap(outcome,
      h("div", { class: "al-card al-receipt" }, title,
        view.receipt.total && h("p", { class: "al-total" }, view.receipt.total),
        view.receipt.lines.map((line) => h("p", {}, line)),
        h("div", { class: "al-row" }, view.in_class ? classRow(view) : [
          feedbackLink(view.receipt.feedback, view),
          !view.feedback && button("Show the feedback here", () => page.send("show"))])),
      view.in_class && view.disputes && classDisputes(view.disputes, against),
      view.feedback && feedbackView(view.feedback, page, against));
    if (move) focusOn(title);
  }
  const classRow = (view) => [
    view.returned && feedbackLink(view.returned, view),
    button("Look for feedback", () => { busy(true); page.send("fetch"); }),
  ];
  function busy(yes) {
    for (const one of [go, ...outcome.querySelectorAll("button")]) one.disabled = yes;
  }
  const again = page.view().receipt;
  const go = button(again ? "Hand in again" : "Hand in", () => {
    swap(trouble);
    page.send("hand_in");
    swap(go, "Hand in again");
  }, "al-primary");
  page.hear("counted", (message) => { page.view().tasks = message.tasks; drawTasks(message.tasks); });
  page.hear("trouble", (message) => { busy(false); swap(working); swap(trouble, "⚠ ", message.text); });
  page.hear("working", (message) => { busy(!message.done); swap(working, message.text); });
  page.onView(() => draw(page.view().move));
  fill(page.root, [
    tasks,
    h("div", { class: "al-row" }, go, h("span", { class: "al-hint" }, page.view().hint)),
    working, trouble, outcome,
  ]);
  draw(false);
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) page.send("count");
  });
  watcher.observe(page.root);
  return () => { watcher.disconnect(); page.leave(); };
}

/** The places on the page where a learner disagrees with the points of a task. */
function disputes(page) {
  const places = {}; // task id -> what redraws its place
  page.hear("disputes", (message) => {
    page.view().disputes = message.disputes;
    const drafted = message.id && message.trouble;
    for (const [id, redraw] of Object.entries(places)) {
      if (!(drafted && id === message.id)) redraw(id === message.id);
    }
    if (drafted && places[message.id]) places[message.id].tell(message.trouble);
  });
  return {
    forget: () => { for (const id of Object.keys(places)) delete places[id]; },
    place: (id) => {
      if (!page.view().disputes?.tasks[id]) return null;
      const node = h("div", { class: "al-dispute" });
      places[id] = disputePlace(page, id, node);
      return node;
    },
  };
}

/** One task's "I disagree": the button, then a box for the reason, then the reason as it stands. */
function disputePlace(page, id, node) {
  const trouble = h("p", { class: "al-saved al-trouble", role: "alert" });
  const state = () => page.view().disputes;
  const task = () => state().tasks[id];

  function redraw(move) {
    const { reason } = task();
    const shown = reason ? standing(reason) : offer();
    swap(trouble);
    swap(node, shown);
    if (move) focusOn(node.querySelector(reason ? "p" : "button, p"));
  }
  const offer = () => state().left > 0
    ? h("div", { class: "al-row" }, labelled("I disagree", write, task().label),
        h("span", { class: "al-hint" }, `You can disagree with ${state().left === 1 ? "one task" : "two tasks"} more.`))
    : h("p", { class: "al-hint" }, "You have disagreed twice. Withdraw one to disagree here.");
  const standing = (reason) => [
    h("p", { role: "status" }, h("strong", {}, "You disagree. "), "Your reason goes with your next hand-in, for a person to read. Until then the points stay."),
    h("p", { class: "al-own" }, reason),
    h("div", { class: "al-row" }, labelled("Change the reason", write, task().label),
      labelled("Withdraw", () => page.send("withdraw", { id }), task().label)),
  ];
  function write() {
    const box = newId();
    const area = h("textarea", { id: box, class: "al-text", rows: 3, maxlength: state().limit, required: true,
      "aria-describedby": `${box}-hint`, value: task().reason });
    const send = () => page.send("disagree", { id, value: area.value });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); }
    });
    swap(trouble);
    swap(node, h("div", { class: "al-field" },
      h("label", { for: box, class: "al-label" }, `Why does your answer to ${task().label} deserve more?`), area,
      h("p", { id: `${box}-hint`, class: "al-hint" }, `Say what your words do for this client. At most ${state().limit} characters.`)),
      trouble,
      h("div", { class: "al-row" }, button("Keep the reason", send, "al-primary"), button("Leave it", () => redraw(true))));
    area.focus();
  }
  redraw.tell = (text) => swap(trouble, "⚠ ", text);
  redraw(false);
  return redraw;
}

/** A button that a screen reader tells from its like by the task it is for. */
function labelled(label, onclick, task) {
  const node = button(label, onclick, "al-small");
  node.setAttribute("aria-label", `${label}: ${task}`);
  return node;
}

/** In a class: the tasks whose returned points one can disagree with. */
const classDisputes = (state, against) => Object.keys(state.tasks).length > 0 &&
  h("div", { class: "al-feedback" },
    h("p", { class: "al-title" }, "Do you see one of these otherwise?"),
    Object.entries(state.tasks).map(([id, task]) =>
      h("article", { class: "al-task" }, h("p", { class: "al-title" }, task.label), against.place(id))));

/** Move to the task's own box in the notebook. */
function goTo(id, root) {
  const notebook = root.closest(".jp-Notebook") || document;
  const found = notebook.querySelector(`.al-form[data-al-item="${CSS.escape(id)}"] textarea`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

/** A link to the feedback page; where the page's address does not tell the folder, its name. */
function feedbackLink(file, view) {
  const where = fileAddress(file, view.notebook);
  return where
    ? h("a", { class: "al-button al-primary", href: where, target: "_blank", rel: "noopener" }, "Open the feedback page")
    : h("p", {}, "The feedback page is ", h("code", {}, file), " beside this notebook.");
}

function fileAddress(file, notebook) {
  const config = document.getElementById("jupyter-config-data");
  const at = /\/(?:tree|notebooks|edit)\/(.+)$/.exec(window.location.pathname);
  if (!config || !at) return null;
  const parts = at[1].split("/");
  if (notebook && decodeURIComponent(parts[parts.length - 1]) !== notebook) return null;
  const base = JSON.parse(config.textContent).baseUrl || "/";
  return [base.replace(/\/$/, ""), "files", ...parts.slice(0, -1), ...file.split("/").map(encodeURIComponent)].join("/");
}

const feedbackView = (feedback, page, against) => [
  feedback.waits && h("p", { class: "al-notice" }, feedback.waits),
  h("div", { class: "al-feedback" }, feedback.tasks.map((task) => taskView(task, page, against))),
];

function taskView(task, page, against) {
  const models = h("div", {});
  page.root.addEventListener("al-models", (event) => {
    if (event.detail.id !== task.id) return;
    swap(models, h("ul", { class: "al-models" }, event.detail.models.map((text) => h("li", {}, text))),
      h("div", { class: "al-row" },
        button("Mine does the same job", () => decide("same", "You decided: yours does the same job.")),
        button("I'd change it", () => decide("change", "You would change it: go back to the task and hand in again."))),
      said);
  });
  const said = h("p", { class: "al-hint", role: "status" });
  const decide = (value, words) => { page.send("judge", { id: task.id, value }); swap(said, words); };
  page.hear("models", (message) => page.root.dispatchEvent(new CustomEvent("al-models", { detail: message })));
  return h("article", { class: "al-task" },
    h("p", { class: "al-title" }, h("span", {}, task.label), h("span", { class: "al-worth" }, task.points)),
    task.asked && h("p", { class: "al-scene" }, task.asked),
    task.boxes.map((box) => [h("span", { class: "al-kicker" }, box.label), h("p", { class: `al-own al-tone-${task.tone}` }, markedText(box.segments))]),
    task.status && h("p", { class: "al-notice" }, task.status),
    task.compare && button("Compare with three models", () => page.send("models", { id: task.id })), models,
    task.tip && h("div", { class: "al-tips" }, h("p", {}, h("strong", {}, "Try this. "), task.tip)),
    criteriaView(task.criteria),
    against.place(task.id));
}
