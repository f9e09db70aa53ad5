// A drawing from the kernel, put on the page shape by shape.

const DRAWN = new Set("svg g path defs use text tspan rect circle line polyline clipPath pattern".split(" "));

/** A drawing from its source: shapes and text alone, with ids of its own. Null if it is none. */
function drawing(source) {
  const found = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  const own = newId();
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || !DRAWN.has(node.localName)) return null;
    const made = document.createElementNS(node.namespaceURI, node.localName);
    for (const { localName, value } of node.attributes) {
      if (localName.startsWith("on") || localName === "xmlns") continue;
      if (localName === "id") made.setAttribute("id", `${own}-${value}`);
      else if (localName === "href") { if (value.startsWith("#")) made.setAttribute("href", `#${own}-${value.slice(1)}`); }
      else made.setAttribute(localName, value.replace(/url\(#/g, `url(#${own}-`));
    }
    made.append(...[...node.childNodes].map(copy).filter(Boolean));
    return made;
  };
  return found.localName === "svg" ? copy(found) : null;
}
