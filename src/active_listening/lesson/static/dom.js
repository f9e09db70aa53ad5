// Building the page. Whatever comes from data or from a person goes in as text, never as markup.

/** An element: h("p", {class: "x", onclick: f}, "text", child, …). Falsy children are left out. */
function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  fill(node, children);
  return node;
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Put `children` in place of what `node` holds. */
function swap(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

let alCount = 0;
const newId = () => `al-${Math.random().toString(36).slice(2, 8)}-${++alCount}`;

const button = (label, onclick, kind) =>
  h("button", { type: "button", class: `al-button ${kind || ""}`.trim(), onclick }, label);

/** Move the keyboard to `node`, which may be a heading or a paragraph. */
function focusOn(node) {
  if (!node) return;
  if (!node.matches("button, input, textarea, select, a[href]")) node.setAttribute("tabindex", "-1");
  node.focus({ preventScroll: false });
}

/** Words that a screen reader says, after a pause, so that it does not talk over the typing. */
function speaker(pause) {
  const node = h("div", { class: "al-speaker", role: "status", "aria-live": "polite" });
  let timer = 0;
  const say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (node.textContent !== text) node.textContent = text;
    }, pause);
  };
  return { node, say, hush: () => clearTimeout(timer) };
}

/** A text with the words marked that decided; each mark carries its name in words. */
function markedText(segments) {
  const parts = segments.map((part) => ({ ...part, stop: "" }));
  parts.forEach((part, i) => {
    const next = parts[i + 1];
    if (!part.labels.length || !next || next.kinds.length) return;
    [part.stop] = /^[.,;:!?…]*/.exec(next.text); // a full stop stands before the label, not after it
    next.text = next.text.slice(part.stop.length);
  });
  return parts.map((part) => {
    const labels = part.labels.map((label) => h("span", { class: "al-mark-label" }, ` ${label} `));
    if (!part.kinds.length) return [part.text, part.stop, labels];
    const kinds = part.kinds.map((kind) => `al-mark-${kind}`).join(" ");
    return [h("mark", { class: `al-mark ${kinds}` }, part.text), part.stop, labels];
  });
}

/** What stands above a box: each line quoted, under what it is. */
const quotations = (quoted) => quoted.map((one) => h("div", { class: "al-original" },
  h("span", { class: "al-kicker" }, one.label),
  h("blockquote", {}, one.text)));

/** One activity's frame: its root, a way to send, and a place for messages about saving. */
function frame(model, el, kind, label) {
  const root = h("div", {
    role: "group",
    class: `al-activity al-${kind}`,
    "aria-label": label,
    "data-al-item": (model.get("view") || {}).id,
    "data-lm-suppress-shortcuts": "true", // JupyterLab's single-key commands stay away
    lang: "en",
  });
  // Typed keys are the learner's: a shared notebook shell must not run or move cells on them.
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" && event.key !== "Escape") event.stopPropagation();
  });
  swap(el, root);
  const hearers = {};
  const onMessage = (message) => message && hearers[message.type] && hearers[message.type](message);
  model.on("msg:custom", onMessage);
  const off = [() => model.off("msg:custom", onMessage)];
  return {
    root,
    view: () => model.get("view") || {},
    send: (type, rest) => model.send({ type, ...rest }),
    hear: (type, hearer) => { hearers[type] = hearer; },
    onView: (hearer) => {
      model.on("change:view", hearer);
      off.push(() => model.off("change:view", hearer));
    },
    leave: () => off.forEach((undo) => undo()),
  };
}

const NOT_REACHED =
  "The course does not answer. Your words are still in the box; copy them, then choose “Reload lesson” above " +
  "or reload the page.";

/** A line that says whether what was typed is on the disk, and what to do if it is not. */
function savedLine(page, useTheirs, keepMine) {
  const node = h("div", { class: "al-saved", role: "status", "aria-live": "polite" });
  const say = (text, trouble) => {
    node.classList.toggle("al-trouble", Boolean(trouble));
    swap(node, text && h("span", {}, trouble ? "⚠ " : "", text));
  };
  page.hear("saved", (message) => say(message.text));
  page.hear("trouble", (message) => say(message.text, true));
  page.hear("stale", (message) => {
    say(message.text, true);
    fill(node, [
      h("blockquote", { class: "al-theirs" }, message.theirs || "(empty)"),
      button("Use that one", () => { page.send("theirs"); say(""); useTheirs && useTheirs(); }, "al-small"),
      button("Keep mine", () => { page.send("mine"); say(""); keepMine && keepMine(); }, "al-small"),
    ]);
  });
  return { node, say };
}
