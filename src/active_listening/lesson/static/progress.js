// What was done, and the record in the learner's own hands.

function renderProgress({ model, el }) {
  const page = frame(model, el, "progress", "Your progress");
  const body = h("div", {});
  const said = h("p", { class: "al-notice", role: "status" });

  function draw(move) {
    const view = page.view();
    said.hidden = !view.said;
    swap(said, view.said);
    swap(body,
      view.notice && h("p", { class: "al-notice" }, view.notice),
      view.groups.length === 0 && h("p", {}, "Nothing is recorded yet. Whatever you do in a lesson is listed here."),
      view.groups.map((group) => table(group.title,
        [["Activity"], ["Tries", true], ["Best", true], ["Last", true]],
        group.rows.map((row) => [row.name, row.tries, row.best, row.last]))),
      h("div", { class: "al-row" },
        button(view.entries ? "Hide my record" : "See my record", () => page.send("see")),
        button("Export my record", () => page.send("export")),
        button("Refresh", () => page.send("refresh"))),
      view.entries && h("div", { class: "al-scroll", tabindex: "0", role: "region", "aria-label": "The newest entries of your record" },
        view.entries.length === 0 && h("p", {}, "Your record is empty."),
        view.entries.length > 0 && table("The newest entries, newest first", [["When", true], ["What"], ["You"], ["Answer"], ["Points", true]],
          view.entries.map((row) => [row.when, row.what, row.did, row.answer, row.points]))),
      h("details", {}, h("summary", {}, "Move my record here from another machine"),
        field("Name of the exported file, in the folder " + view.folder, "Import", (value) => page.send("import", { name: value }))),
      h("details", {}, h("summary", {}, "Delete my record"),
        h("p", { class: "al-hint" }, "This cannot be undone. Export it first if you may want it again."),
        field(`Write ${view.word} to delete everything recorded`, "Delete for good", (value) => page.send("delete", { word: value }))));
    if (move) focusOn(said);
  }
  page.onView(() => draw(page.view().move));
  fill(page.root, [h("p", { class: "al-title" }, "Your progress"), said, body]);
  draw(false);
  return page.leave;
}

function table(title, heads, rows) {
  const cls = (i) => (heads[i][1] ? "al-number" : null);
  return h("table", { class: "al-table" }, h("caption", {}, title),
    h("thead", {}, h("tr", {}, heads.map(([name], i) => h("th", { scope: "col", class: cls(i) }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) =>
      i === 0 ? h("th", { scope: "row", class: cls(i) }, cell) : h("td", { class: cls(i) }, cell))))));
}

/** A labelled line to fill in, with its button. */
function field(label, action, act) {
  const id = newId();
  const input = h("input", { type: "text", id, class: "al-input", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") act(input.value); });
  return h("div", { class: "al-inline" }, h("div", {}, h("label", { for: id, class: "al-label" }, label), input),
    button(action, () => act(input.value)));
}
