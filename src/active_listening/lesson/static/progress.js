// Where the learner stands, what was done, and the record in the learner's own hands.

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
      where(view), view.charts.map(chart), view.missed && missed(view.missed),
      own(view, page));
    if (move) focusOn(said);
  }
  page.onView(() => draw(page.view().move));
  fill(page.root, [h("p", { class: "al-title" }, "Your progress"), said, body]);
  draw(false);
  return page.leave;
}

/** One sentence, one link, and what waits besides. */
const where = (view) => [
  h("p", { class: "al-now" }, view.now),
  view.go && h("p", { class: "al-go" }, pageLink(view.go, "al-button al-primary")),
  view.also.length > 0 && h("ul", { class: "al-also" }, view.also.map((one) =>
    h("li", {}, one.text, one.links.map((link) => [" ", pageLink(link), "."])))),
];

/** A plot with its sentence for those who do not see it, and its numbers under it. */
function chart(one) {
  const drawn = one.svg && drawing(one.svg);
  const plot = h("div", { class: "al-chart", role: "img", "aria-label": one.alt }, drawn || null);
  plot.style.aspectRatio = one.shape; // the room is kept until the drawing comes
  return h("section", { class: "al-standing", "aria-label": one.title },
    h("h2", {}, one.title), plot,
    h("div", { class: "al-wide", tabindex: "0", role: "region", "aria-label": `${one.title}, in numbers` },
      table(`${one.title}, in numbers`, one.heads.map((head, i) => [head, i > 0]), one.rows)),
    h("p", { class: "al-hint" }, one.note, one.see && [" ", pageLink(one.see), "."]));
}

const missed = (told) =>
  h("section", { class: "al-standing", "aria-label": "What you miss most" },
    h("h2", {}, "What you miss most"),
    told.said && h("p", {}, told.said),
    told.rows.length > 0 && h("ol", { class: "al-missed" }, told.rows.map((row) => h("li", {},
      h("p", {}, h("b", {}, `“${row.label}”`), ` ${row.count}.`),
      row.tip && h("p", { class: "al-hint" }, "Try: ", row.tip),
      row.tip && row.line && h("p", { class: "al-hint" }, "Your line: ", h("q", {}, row.line))))));

/** The record itself: list, see, take along, delete. */
const own = (view, page) => h("section", { class: "al-standing", "aria-label": "Your record" },
  h("h2", {}, "Your record"),
  h("div", { class: "al-row" },
    button(view.groups ? "Hide the list" : "List every activity", () => page.send("list")),
    button(view.entries ? "Hide my record" : "See my record", () => page.send("see")),
    button("Export my record", () => page.send("export")),
    button("Refresh", () => page.send("refresh"))),
  view.groups && view.groups.length === 0 && h("p", {}, "Nothing is recorded yet. Whatever you do in a lesson is listed here."),
  view.groups && view.groups.map((group) => table(group.title,
    [["Activity"], ["Tries", true], ["Best", true], ["Last", true]],
    group.rows.map((row) => [row.name, row.tries, row.best, row.last]))),
  view.entries && h("div", { class: "al-scroll", tabindex: "0", role: "region", "aria-label": "The newest entries of your record" },
    view.entries.length === 0 && h("p", {}, "Your record is empty."),
    view.entries.length > 0 && table("The newest entries, newest first", [["When", true], ["What"], ["You"], ["Answer"], ["Points", true]],
      view.entries.map((row) => [row.when, row.what, row.did, row.answer, row.points]))),
  h("details", {}, h("summary", {}, "Move my record here from another machine"),
    field("Name of the exported file, in the folder " + view.folder, "Import", (value) => page.send("import", { name: value }))),
  h("details", {}, h("summary", {}, "Delete my record"),
    h("p", { class: "al-hint" }, "This cannot be undone. Export it first if you may want it again."),
    field(`Write ${view.word} to delete everything recorded`, "Delete for good", (value) => page.send("delete", { word: value }))));

/** A table; a cell may be a link to a page. */
function table(title, heads, rows) {
  const cls = (i) => (heads[i][1] ? "al-number" : null);
  const shown = (cell) => (cell && cell.path ? pageLink(cell) : String(cell));
  return h("table", { class: "al-table" }, h("caption", {}, title),
    h("thead", {}, h("tr", {}, heads.map(([name], i) => h("th", { scope: "col", class: cls(i) }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) =>
      i === 0 ? h("th", { scope: "row", class: cls(i) }, shown(cell)) : h("td", { class: cls(i) }, shown(cell)))))));
}

/** A link to a page of the course. In JupyterLab it opens there, as a lesson's own links do; anywhere
 *  else the browser follows it. */
function pageLink(link, kind) {
  const at = link.at ? `#${link.at}` : "";
  const node = h("a", { class: kind || null, href: `../${link.path}${at}`, "aria-label": link.say }, link.label);
  const here = /\/(?:tree|notebooks)\/(.+)$/.exec(window.location.pathname);
  if (here && document.getElementById("jupyter-config-data")) {
    const above = decodeURIComponent(here[1]).split("/").slice(0, -2); // this page is in course/
    node.dataset.commandlinkerCommand = "rendermime:handle-local-link";
    node.dataset.commandlinkerArgs = JSON.stringify({ path: [...above, link.path].join("/"), id: at });
  }
  return node;
}

/** A labelled line to fill in, with its button. */
function field(label, action, act) {
  const id = newId();
  const input = h("input", { type: "text", id, class: "al-input", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") act(input.value); });
  return h("div", { class: "al-inline" }, h("div", {}, h("label", { for: id, class: "al-label" }, label), input),
    button(action, () => act(input.value)));
}
