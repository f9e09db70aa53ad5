// A line to write, with the coach reading along: scene, what is quoted, box, reading, models.

const STAGE = { WRITE: "write", REFLECT: "reflect", MODELS: "models" };

function renderRewrite({ model, el }) {
  const first = model.get("view");
  const page = frame(model, el, "rewrite", first.name);
  const reading = h("div", { class: "al-reading" });
  const after = h("div", { class: "al-after" });
  let change = null; // the box "What would you change?", while it is there
  const voice = speaker(1200);
  const saved = savedLine(page);
  const done = button(first.live ? "Done" : "Check", finish, "al-primary");
  const box = textBox(page, {
    label: first.label, value: first.text, rows: first.lines, limit: first.limit,
    hint: first.live ? "The coach reads along. Done, or Ctrl+Enter, keeps your line."
      : "On your own this time. Check, or Ctrl+Enter, shows what the coach reads.",
    onReading: heard, onTrouble: (text) => saved.say(text, true), onEnter: finish,
  });

  function heard(message) {
    const view = page.view();
    view.text = message.value;
    view.reading = message.reading;
    showReading(message.reading);
    after.querySelectorAll(".al-verdict").forEach((line) => { line.hidden = view.done_text !== view.text; });
    voice.say(message.reading ? message.reading.status : "");
  }
  function showReading(found) {
    if (found) swap(reading, readingView(found));
    else swap(reading, page.view().live && h("p", { class: "al-empty" }, "Type, and the words that decide are marked here."));
  }
  function finish() {
    voice.hush();
    page.send("done", { value: box.area.value });
  }

  function showAfter(move) {
    const view = page.view();
    let target = null;
    if (view.stage === STAGE.REFLECT) {
      change = textBox(page, { label: "What would you change?", value: view.change, rows: 2, field: "change", limit: view.limit, onTrouble: (text) => saved.say(text, true), onEnter: () => keep() });
      const keep = () => page.send("change", { value: change.area.value });
      swap(after, h("div", { class: "al-card" },
        verdictLine(view), change.node,
        h("div", { class: "al-row" },
          button(`Save and see ${view.models_count} models`, keep, "al-primary"),
          button("Nothing", () => page.send("change", { value: "" })))));
      target = change.area;
    } else if (view.stage === STAGE.MODELS) {
      const title = h("p", { class: "al-title" }, view.models_title);
      swap(after, h("div", { class: "al-card" },
        verdictLine(view),
        view.pasted && h("p", { class: "al-notice" }, view.pasted),
        title,
        h("ul", { class: "al-models" }, view.models.map((text) => h("li", {}, text))),
        view.judge && h("div", { class: "al-row", role: "group", "aria-label": "Your own judgement" },
          view.judge.map((choice) => button(choice.label, () => page.send("judge", { value: choice.value }),
            choice.chosen ? "al-chosen" : ""))),
        view.judged && h("p", { class: "al-hint" }, view.judged),
        h("p", { class: "al-hint" }, "Change your line above whenever you like; each try is kept.")));
      target = title;
    } else swap(after);
    if (move && target) focusOn(target);
  }
  /** Where the reading above tells the verdict, it isn't told again. */
  const verdictLine = (view) => view.verdict_text && (!view.reading || view.reading.verdict === "unsure") &&
    h("p", { class: "al-verdict", hidden: view.done_text !== view.text }, view.verdict_text);

  page.hear("reading", (message) => {
    if (message.field !== "change") box.reply(message);
    else if (change) change.reply(message);
  });
  page.hear("empty", (message) => { saved.say(message.text, true); focusOn(box.area); });
  page.onView(() => {
    const view = page.view();
    if (view.text !== box.area.value && (document.activeElement !== box.area || view.replace)) box.set(view.text);
    showReading(view.reading);
    showAfter(view.move);
    if (view.move) voice.say(view.verdict_text || "");
  });

  fill(page.root, [
    h("p", { class: "al-scene" }, first.scene),
    quotations(first.quoted),
    first.worked && worked(first.worked),
    box.node,
    h("div", { class: "al-row" }, done, saved.node),
    voice.node, reading, after,
  ]);
  showReading(first.reading);
  showAfter(false);
  return page.leave;
}

/** A model with its notes: each note names the words it is about. */
const worked = (model) =>
  h("div", { class: "al-worked" },
    h("span", { class: "al-kicker" }, "One way to say it"),
    h("blockquote", {}, markedText(model.segments)),
    h("dl", {}, model.notes.map((note) => h("div", {}, h("dt", {}, ended(note.words)), h("dd", {}, note.note)))));

/** With a full stop, where no mark ends it. */
const ended = (words) => (/[.?!…]$/.test(words) ? `${words} ` : `${words}. `);
