// What the coach read, shown beside the learner's words.

/** The learner's own sentence with the deciding words marked, what was met, and what to try. */
function readingView(reading) {
  if (!reading) return [];
  return [
    h("p", { class: `al-own al-tone-${reading.tone}` }, markedText(reading.segments)),
    h("p", { class: "al-head" },
      reading.tier_word && h("strong", { class: `al-tier al-tone-${reading.tone}` }, capital(reading.tier_word)),
      " ", reading.head),
    reading.criteria.length === 0 && reading.flaws.map((flaw) =>
      h("p", { class: "al-head" }, h("strong", {}, capital(flaw.word)), " ", flaw.reason)),
    reading.tips.length > 0 && h("div", { class: "al-tips" },
      h("p", { class: "al-tip-first" }, h("strong", {}, "Try this. "), reading.tips[0]),
      reading.tips.length > 1 &&
        h("ul", {}, reading.tips.slice(1).map((tip) => h("li", {}, tip)))),
    criteriaView(reading.criteria),
  ];
}

let alMetOpen = false; // whether the learner wants to see why for what is met

/** What is not met yet, each with its reason; what is met, in one line that opens. */
function criteriaView(criteria) {
  if (!criteria.length) return null;
  const met = criteria.filter((one) => one.met === "full");
  const rest = criteria.filter((one) => one.met !== "full");
  const names = met.map((one) => one.label).join(" · ");
  return h("div", { class: "al-criteria" },
    rest.length > 0 && h("ul", { "aria-label": "Not met" }, rest.map(criterion)),
    met.length > 0 && h("details", { class: "al-met", open: alMetOpen,
      ontoggle: (event) => { alMetOpen = event.target.open; } },
      h("summary", {}, h("span", { class: "al-sign", "aria-hidden": "true" }, "✓"),
        h("span", { class: "al-word" }, rest.length ? `${met.length} met` : `All ${met.length} met`),
        h("span", { class: "al-names" }, names)),
      h("ul", { "aria-label": "Met" }, met.map(criterion))));
}

const criterion = (one) =>
  h("li", { class: `al-criterion al-${one.met}` },
    h("span", { class: "al-sign", "aria-hidden": "true" }, one.sign),
    h("span", { class: "al-word" }, one.word),
    h("span", { class: "al-what" },
      h("span", { class: "al-criterion-label" }, capital(one.label)),
      one.reason && h("span", { class: "al-reason" }, one.reason)));

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
