// A question answered with one line: a box while it is open, then what the coach read in the line.

FORMS.text = (view, page, voice, saved) => {
  const quotedId = newId();
  const answer = () => box.area.value;
  const box = textBox(page, {
    label: "Your line", value: view.picked, rows: 2, limit: view.limit,
    hint: "Check, or Ctrl+Enter, shows what the coach reads.",
    onEnter: () => page.send("check", { answer: answer(), certainty: null }),
    onReading: (message) => { page.view().picked = message.value; },
    onTrouble: (text) => saved.say(text, true),
  });
  page.hear("reading", box.reply);
  box.area.setAttribute("aria-describedby", `${quotedId} ${box.area.getAttribute("aria-describedby")}`);
  return { node: asked(view, h("div", { id: quotedId }, quotations(view.quoted)), box.node), answer };
};

CHECKED.text = (view, page) => [
  h("div", { class: "al-question" }, h("p", { class: "al-prompt" }, view.prompt), quotations(view.quoted),
    h("div", { class: "al-reading" }, readingView(view.reading)),
    outcomeLine(view.outcome),
    h("p", { class: "al-title" }, "Ways others put it"),
    h("ul", { class: "al-models" }, view.models.map((text) => h("li", {}, text)))),
  h("div", { class: "al-row" },
    button("Change my line", () => page.send("again"), view.outcome.kind === "right" ? "" : "al-primary")),
];
