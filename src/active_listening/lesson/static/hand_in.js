// Handing in: what is empty, the button, the receipt, and the feedback in the page.

const STATES = { empty: ["○", "empty"], half: ["◐", "half written"], answered: ["✓", "written"] };

function renderHandIn({ model, el }) {
  const page = frame(model, el, "hand-in", "Hand in");
  const trouble = h("p", { class: "al-saved al-trouble", role: "alert" });
  const tasks = h("div", { "aria-live": "polite" });
  const outcome = h("div", {});

  function drawTasks(list) {
    const open = list.filter((task) => task.state !== "answered");
    swap(tasks,
      h("p", {}, open.length === 0 ? `All ${list.length} tasks have an answer.`
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
    if (!view.receipt) { swap(outcome); return; }
    const title = h("p", { class: "al-title" }, "Handed in");
    swap(outcome,
      h("div", { class: "al-card al-receipt" }, title,
        h("p", { class: "al-total" }, view.receipt.total),
        view.receipt.lines.map((line) => h("p", {}, line)),
        h("div", { class: "al-row" }, feedbackLink(view),
          !view.feedback && button("Show the feedback here", () => page.send("show")))),
      view.feedback && feedbackView(view.feedback, page));
    if (move) focusOn(title);
  }
  const again = page.view().receipt;
  const go = button(again ? "Hand in again" : "Hand in", () => {
    page.send("hand_in");
    swap(go, "Hand in again");
  }, "al-primary");
  page.hear("counted", (message) => { page.view().tasks = message.tasks; drawTasks(message.tasks); });
  page.hear("trouble", (message) => swap(trouble, "⚠ ", message.text));
  page.onView(() => draw(page.view().move));
  fill(page.root, [
    tasks,
    h("div", { class: "al-row" }, go,
      h("span", { class: "al-hint" }, "You can hand in again; your first and your best are both kept.")),
    trouble, outcome,
  ]);
  draw(false);
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) page.send("count");
  });
  watcher.observe(page.root);
  return () => { watcher.disconnect(); page.leave(); };
}

/** Move to the task's own box in the notebook. */
function goTo(id, root) {
  const notebook = root.closest(".jp-Notebook") || document;
  const found = notebook.querySelector(`.al-form[data-al-item="${CSS.escape(id)}"] textarea`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

/** A link to the feedback page; where the page's address does not tell the folder, its name. */
function feedbackLink(view) {
  const where = fileAddress(view.receipt.feedback, view.notebook);
  return where
    ? h("a", { class: "al-button al-primary", href: where, target: "_blank", rel: "noopener" }, "Open the feedback page")
    : h("p", {}, "The feedback page is ", h("code", {}, view.receipt.feedback), " beside this notebook.");
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

const feedbackView = (feedback, page) => [
  feedback.waits && h("p", { class: "al-notice" }, feedback.waits),
  h("div", { class: "al-feedback" }, feedback.tasks.map((task) => taskView(task, page))),
];

function taskView(task, page) {
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
    criteriaView(task.criteria));
}
