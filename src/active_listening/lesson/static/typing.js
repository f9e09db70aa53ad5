// A labelled text box whose words reach the coach at once, with at most one message on the way.

/**
 * @param page    the activity's frame
 * @param options {label, value, rows, field, limit, hint, onReading(message), onTrouble(text), onEnter()}
 *                `field` names the box where an activity has several.
 */
function textBox(page, options) {
  const id = newId();
  const area = h("textarea", {
    id, class: "al-text", rows: options.rows || 3, spellcheck: "true", autocomplete: "off",
    "aria-describedby": options.hint ? `${id}-hint` : null, value: options.value || "",
  });
  const me = newId();
  let n = 0, flying = 0, waiting = false, typedAt = 0, sentFor = 0, timer = 0;

  function pump() {
    if (flying || !waiting) return;
    const over = [...area.value].length - options.limit;
    if (over > 0) {
      waiting = false;
      options.onTrouble(tooLong(options.limit, over));
      return;
    }
    waiting = false;
    flying = ++n;
    sentFor = typedAt;
    page.send("text", { field: options.field || "", value: area.value, n, from: me });
    timer = setTimeout(() => { flying = 0; options.onTrouble(NOT_REACHED); }, 8000);
  }

  function reply(message) {
    if (message.from !== me) {
      // Another view of the same activity typed: follow, unless the learner is typing here.
      if (document.activeElement !== area && message.value !== undefined) area.value = message.value;
      options.onReading && options.onReading(message);
      return;
    }
    clearTimeout(timer);
    flying = 0;
    options.onReading && options.onReading(message);
    const now = performance.now();
    page.root.dataset.latency = (now - sentFor).toFixed(1);
    page.root.dataset.read = n;
    try {
      performance.measure("active-listening keystroke", { start: sentFor, end: now });
    } catch { /* an old browser measures nothing */ }
    pump();
  }

  area.addEventListener("input", () => { typedAt = performance.now(); waiting = true; pump(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (options.onEnter) options.onEnter();
    }
  });
  return {
    node: h("div", { class: "al-field" },
      h("label", { for: id, class: options.label.length > 120 ? "al-label al-long" : "al-label" }, options.label),
      area,
      options.hint && h("p", { id: `${id}-hint`, class: "al-hint" }, options.hint)),
    area, reply, field: options.field || "",
    set: (value) => { area.value = value; },
    flush: pump,
  };
}

const tooLong = (limit, over) =>
  `Not saved: an answer may hold ${limit.toLocaleString("en")} characters, and this one is ` +
  `${over.toLocaleString("en")} over. Your words stay in the box; shorten them and they are saved.`;
