// Boxes to write in: a card of a lesson, or an answer to hand in. Nothing here is judged.

function renderForm({ model, el }) {
  const first = model.get("view");
  const page = frame(model, el, "form", first.name);
  const saved = savedLine(page);
  const boxes = {};
  const fields = first.boxes.map((one) => {
    const box = textBox(page, {
      label: one.label, value: one.value, rows: one.lines, field: one.name, limit: first.limit,
      onTrouble: (text) => saved.say(text, true),
      onReading: (message) => {
        const mine = page.view().boxes.find((each) => each.name === message.field);
        if (mine) mine.value = message.value;
      },
    });
    boxes[one.name] = box;
    return box.node;
  });
  // Another view of this activity may have sent the keystroke: every box looks whose it is.
  page.hear("reading", (message) => boxes[message.field] && boxes[message.field].reply(message));
  page.onView(() => {
    for (const one of page.view().boxes) boxes[one.name].set(one.value);
    saved.say(page.view().saved);
  });
  fill(page.root, [
    first.notice && h("p", { class: "al-notice", role: "status" }, first.notice),
    first.title && h("p", { class: first.title.length > 120 ? "al-title al-long" : "al-title" }, first.title),
    first.scene && h("p", { class: "al-scene" }, first.scene),
    quotations(first.quoted),
    fields,
    h("div", { class: "al-row al-foot" }, saved.node, first.worth && h("span", { class: "al-worth" }, first.worth)),
    first.scheme.length > 0 && h("details", { class: "al-scheme", open: true },
      h("summary", {}, "How it is marked"),
      h("ul", {}, first.scheme.map((line) =>
        h("li", {}, h("b", {}, `${line.points} ${line.points === 1 ? "point" : "points"}`), " ", line.what)))),
  ]);
  saved.say(first.saved);
  return page.leave;
}
