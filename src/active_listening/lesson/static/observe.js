// A talk to code: one choice beside each turn, then how far it agrees with the key.

function renderObserve({ model, el }) {
  const page = frame(model, el, "observe", model.get("view").title);
  const saved = savedLine(page);
  const body = h("div", {});
  fill(page.root, [body, h("div", { class: "al-row al-foot" }, saved.node)]);
  page.hear("empty", (message) => {
    const hint = body.querySelector(".al-missing");
    if (hint) swap(hint, message.text);
  });

  function draw() {
    const view = page.view();
    swap(body,
      h("p", { class: "al-prompt" }, view.title),
      h("p", { class: "al-scene" }, view.scene),
      view.result && observedResult(view.result),
      h("ol", { class: "al-observed" }, view.lines.map((line) => observedLine(page, view, line))),
      h("div", { class: "al-row" },
        view.result
          ? button("Code it again", () => page.send("again"))
          : button("Compare with the key", () => page.send("compare"), "al-primary"),
        h("span", { class: "al-missing", role: "status" })));
    if (view.move) focusOn(body.querySelector(view.result ? ".al-outcome" : "select"));
  }
  page.onView(draw);
  draw();
  return page.leave;
}

function observedLine(page, view, line) {
  const said = [h("b", { class: "al-who" }, line.who), " ", line.say];
  if (line.turn === undefined) return h("li", { class: "al-context" }, said);
  if (line.head) {
    return h("li", { class: line.same ? "al-turn al-same" : "al-turn al-differs" },
      h("p", {}, `${line.turn + 1}. `, said),
      h("p", { class: "al-hint" }, h("b", {}, line.same ? "✓ " : "– ", line.head), " ", line.why));
  }
  const id = newId();
  const list = h("select", { id, class: "al-select",
    onchange: () => {
      view.picked[line.turn] = list.value;
      page.send("code", { turn: line.turn, code: list.value });
    } },
    h("option", { value: "" }, "Code…"),
    view.codes.map((code) =>
      h("option", { value: code.id, selected: view.picked[line.turn] === code.id }, code.label)));
  return h("li", { class: "al-turn" },
    h("label", { for: id }, `${line.turn + 1}. `, said), list);
}

const observedResult = (result) => h("div", { class: "al-card" },
  h("div", { class: `al-outcome ${result.high ? "al-outcome-right" : ""}` },
    h("p", { class: "al-verdict" }, result.head),
    result.before && h("p", {}, result.before),
    h("p", {}, result.text)),
  h("table", { class: "al-table al-served" },
    h("caption", {}, "How often each code was given"),
    h("thead", {}, h("tr", {},
      ["Code", "Key", "You", "Agreed"].map((name, i) =>
        h("th", { scope: "col", class: i ? "al-number" : null }, name)),
      h("td", {}))),
    h("tbody", {}, result.each.map((one) => h("tr", {},
      h("th", { scope: "row" }, one.name),
      one.counts.map((count) => h("td", { class: "al-number" }, count)),
      h("td", {}, h("span", { class: "al-bar", "aria-hidden": "true" },
        h("span", { style: `width: ${Math.round(100 * one.counts[2] / (one.counts[0] || 1))}%` }))))))),
  h("p", { class: "al-hint" }, result.limits));
