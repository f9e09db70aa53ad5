// After a talk: how it ended, how it went, what was hidden, and one thing to try.

/** The debrief as nodes; `leave` gives back what it holds of the browser's. */
function debriefView(over, page) {
  const title = h("h3", { class: "al-ending" }, over.title);
  const keep = transcript(over);
  const drawn = plotLater(page);
  const replay = (step) => step !== null && step !== undefined && !page.view().graded &&
    button("Replay from here", () => page.send("until", { step }), "al-small");
  return { focus: title, leave: () => { keep.leave(); drawn.leave(); }, nodes: [
    h("div", { class: "al-card al-end" },
      h("span", { class: "al-kicker" }, "How it ended"), title,
      h("blockquote", {}, over.by && `${over.by}: `, over.said), h("p", {}, over.after)),
    over.failed && h("p", { class: "al-notice" }, over.failed),
    !over.failed && h("div", { class: "al-debrief" },
      part("What to try next time", h("p", { class: "al-next-time" }, over.next_time)),
      course(over, drawn.node),
      part("What was hidden", h("ul", { class: "al-hidden-things" }, over.hidden.map((one) =>
        signed(one.sign, one.word, one.about, one.stage === "revealed" ? "good" : "half")))),
      over.sentences.length > 0 && part("What your turns did",
        h("ul", {}, over.sentences.map((one) => signed(one.sign, one.word,
          [h("b", {}, `Turn ${one.turn}. `), one.say], one.pays ? "good" : "try")))),
      over.lowest && part("The turn that cost most", lowest(over.lowest, replay)),
      part("In figures", figures(over)),
      h("p", { class: "al-hint" }, over.note)),
    h("div", { class: "al-row al-keep" },
      button("Play again", () => page.send("restart"), "al-primary"), keep.nodes),
  ] };
}

const part = (title, ...rows) => h("section", { class: "al-part" }, h("h4", {}, title), rows);

const signed = (sign, word, what, tone) =>
  h("li", { class: `al-result al-tone-${tone}` },
    h("span", { class: "al-sign", "aria-hidden": "true" }, sign),
    h("span", { class: "al-word" }, word), h("span", { class: "al-what" }, what));

/** Trust and tension by turn: the drawing for those who see it, the same in words for all. */
const course = (over, drawn) => part("How it went", drawn,
  over.turning.length > 0 && h("ol", { class: "al-turning" }, over.turning.map((one, i) =>
    h("li", {}, h("span", { class: "al-number" }, `${i + 1}`), h("b", {}, `Turn ${one.turn}. `), capital(one.say)))),
  h("details", {}, h("summary", {}, "The plot in words"), h("p", {}, over.words)));

/** A place for the plot, which is asked for when the learner comes to it: drawing takes a moment. */
function plotLater(page) {
  const node = h("div", { class: "al-plot", "aria-hidden": "true" });
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    page.send("plot");
  });
  page.hear("plot", (message) => {
    const drawn = message.svg && drawing(message.svg);
    node.hidden = !drawn;
    swap(node, drawn);
  });
  seen.observe(node);
  return { node, leave: () => seen.disconnect() };
}

function lowest(one, replay) {
  return [
    h("p", {}, h("b", {}, `Turn ${one.turn}. `), "You said: ", h("q", {}, one.yours)),
    h("p", {}, one.why), one.better && h("blockquote", { class: "al-better" }, one.better),
    replay(one.step),
  ];
}

const figures = (over) =>
  h("table", { class: "al-table al-figures" },
    h("caption", { class: "al-speaker" }, "The talk in figures"),
    h("thead", {}, h("tr", {}, ["What", "You", "What it tells"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, over.figures.map((one) => h("tr", {},
      h("th", { scope: "row" }, one.label), h("td", { class: "al-value" }, one.value), h("td", {}, one.note)))));

/** The talk as text: a file to keep, and a button that copies it. */
function transcript(over) {
  const url = URL.createObjectURL(new Blob([over.transcript], { type: "text/plain;charset=utf-8" }));
  const told = h("span", { class: "al-saved", role: "status" });
  const copy = button("Copy the talk", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(over.transcript);
    } catch { // no leave, or no safe connection: the old way
      const area = h("textarea", { class: "al-speaker", value: over.transcript, "aria-hidden": "true" });
      told.after(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      focusOn(copy);
    }
    swap(told, done ? "Copied." : "Your browser did not let me copy. Save the file instead.");
  });
  return {
    nodes: [h("a", { class: "al-button", href: url, download: over.file }, "Save the talk as text"), copy, told],
    leave: () => URL.revokeObjectURL(url),
  };
}
