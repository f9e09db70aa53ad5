// Options to think of: rows with a box and a tick for each need, then what they come to.

function renderOptions({ model, el }) {
  const page = frame(model, el, "options", model.get("view").ask);
  const saved = savedLine(page);
  const body = h("div", {});
  const boxes = {};
  fill(page.root, [body, h("div", { class: "al-row al-foot" }, saved.node)]);
  page.hear("reading", (message) => boxes[message.field] && boxes[message.field].reply(message));

  function draw() {
    const view = page.view();
    swap(body,
      h("p", { class: "al-scene" }, view.scene),
      h("p", { class: "al-prompt" }, view.ask),
      view.rows.map((row, i) => optionRow(page, view, row, i, boxes, saved)),
      h("div", { class: "al-row" },
        button("Count them", () => page.send("count"), "al-primary"),
        !view.full && button("One more row", () => page.send("add"))),
      view.result && optionResult(view.result));
    if (!view.move) return;
    focusOn(body.querySelector(".al-outcome"));
  }
  let rows = page.view().rows.length;
  page.onView(() => {
    draw();
    const now = page.view().rows.length;
    if (now > rows) boxes[String(now - 1)].area.focus();
    rows = now;
  });
  draw();
  return page.leave;
}

function optionRow(page, view, row, i, boxes, saved) {
  const field = String(i);
  const box = textBox(page, {
    label: `Option ${i + 1}`, value: row.say, rows: 1, field, limit: view.limit,
    onTrouble: (text) => saved.say(text, true),
    onReading: (message) => {
      const mine = page.view().rows[Number(message.field)];
      if (mine && message.value !== undefined) mine.say = message.value;
    },
  });
  boxes[field] = box;
  const ticks = view.needs.map((need) => {
    const id = newId();
    return h("div", { class: "al-serves" },
      h("input", { type: "checkbox", id, checked: row.serves.includes(need.id),
        onchange: (event) => page.send("tick", { field, need: need.id, on: event.target.checked }) }),
      h("label", { for: id }, need.label));
  });
  const remark = view.result && view.result.remarks[i];
  return h("div", { class: "al-option-row" }, box.node,
    h("fieldset", {}, h("legend", { class: "al-hint" }, `Option ${i + 1} serves`), ticks),
    remark && h("p", { class: "al-hint" }, remark));
}

const optionResult = (result) => h("div", { class: "al-card" },
  h("div", { class: `al-outcome ${result.enough ? "al-outcome-right" : ""}` },
    h("p", { class: "al-verdict" }, result.head), h("p", {}, result.text)),
  h("table", { class: "al-table al-served" },
    h("caption", {}, "Options for each need"),
    h("tbody", {}, result.served.map((one) => h("tr", {},
      h("th", { scope: "row" }, one.label),
      h("td", { class: "al-number" }, one.count),
      h("td", {}, h("span", { class: "al-bar", "aria-hidden": "true" },
        h("span", { style: `width: ${Math.round(100 * one.count / result.most)}%` }))))))),
  h("details", { class: "al-others" }, h("summary", {}, "What others thought of"),
    h("ul", { class: "al-models" }, result.models.map((model) =>
      h("li", {}, model.say, h("span", { class: "al-partner" }, model.serves))))));
