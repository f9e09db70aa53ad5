// A scene, step by step: what has been said stands in a log, and below it is what one can do now.

function renderDialogue({ model, el }) {
  const page = frame(model, el, "dialogue", `Scene: ${model.get("view").title}`);
  const saved = savedLine(page);
  const log = h("div", { class: "al-log", role: "log", "aria-label": "What was said" });
  const now = h("div", { class: "al-now" });
  let known = [];

  /** Add what is new; where the past changed (another try), begin again from there. */
  function drawLog(entries) {
    let same = 0;
    while (same < known.length && same < entries.length && known[same].id === entries[same].id) same += 1;
    known.slice(same).forEach((one) => one.node.remove());
    known = known.slice(0, same);
    for (const entry of entries.slice(same)) {
      const node = LOG[entry.kind](entry);
      log.append(node);
      known.push({ id: entry.id, node });
    }
    return same < known.length ? known[same].node : null;
  }

  function drawNow(view, move, fresh) {
    const step = view.now;
    const can = NOW[step.kind](step, page, saved);
    swap(now, can.nodes);
    if (!move) return;
    const did = fresh && known.length && known[known.length - 1].node.matches(".al-did, .al-predicted");
    focusOn(did ? fresh : can.focus);
  }

  function draw(move) {
    const view = page.view();
    const fresh = drawLog(view.log);
    drawNow(view, move, fresh);
  }
  page.hear("empty", (message) => saved.say(message.text, true));
  page.onView(() => draw(page.view().move));
  fill(page.root, [h("p", { class: "al-title" }, page.view().title), log, now, saved.node]);
  draw(false);
  return page.leave;
}

const LOG = {
  said: (one) => h("div", { class: "al-turn" },
    h("p", { class: "al-says" }, h("b", { class: "al-who" }, one.who), " ", one.say),
    one.note && h("p", { class: "al-note" }, one.note)),
  yours: (one) => h("div", { class: "al-turn al-yours" },
    h("p", { class: "al-says" }, h("b", { class: "al-who" }, one.who), " ", one.say)),
  did: (one) => h("div", { class: "al-did", role: "group", "aria-label": "What your line did" },
    one.did && h("p", { class: "al-did-say" }, one.did), readingView(one.reading)),
  predicted: (one) => h("div", { class: "al-predicted" },
    h("p", { class: "al-ask" }, one.ask),
    h("p", { class: "al-says" }, h("span", { class: "al-sign" }, one.sign), " ", one.say, " ",
      h("span", { class: "al-word" }, one.word)),
    h("p", { class: "al-reason" }, one.feedback)),
};

const NOW = {
  next(step, page) {
    const go = button("Next", () => page.send("next"), "al-primary");
    return { focus: go, nodes: h("div", { class: "al-row" }, go, another(step, page),
      step.skip && button(step.skip, () => page.send("skip"), "al-link")) };
  },
  end(step, page) {
    const again = button("Play the scene again", () => page.send("restart"));
    const other = another(step, page);
    return { focus: other || again, nodes: h("div", { class: "al-row" }, other, again) };
  },
  you(step, page, saved) {
    const say = () => page.send("say", { value: box.area.value });
    const box = textBox(page, {
      label: step.ask, value: step.typing, rows: 2, limit: page.view().limit, onEnter: say,
      hint: "Say it, or Ctrl+Enter, and see what comes back.",
      onTrouble: (text) => saved.say(text, true),
      onReading: (message) => { page.view().now.typing = message.value; },
    });
    page.hear("reading", box.reply);
    return { focus: box.area, nodes: [box.node, h("div", { class: "al-row" }, button("Say it", say, "al-primary"))] };
  },
  predict(step, page) {
    const name = newId();
    const inputs = step.options.map((say) => ({ say, id: newId() }));
    const nodes = inputs.map((one) => {
      one.input = h("input", { type: "radio", name, id: one.id });
      return h("div", { class: "al-option" }, one.input, h("label", { for: one.id }, one.say));
    });
    const choose = () => {
      const chosen = inputs.find((one) => one.input.checked);
      page.send("predict", { value: chosen ? chosen.say : null });
    };
    return { focus: inputs[0].input, nodes: [
      h("fieldset", { class: "al-question" }, h("legend", {}, step.ask), nodes),
      h("div", { class: "al-row" }, button("That one", choose, "al-primary"))] };
  },
};

const another = (step, page) => step.another !== null && step.another !== undefined &&
  button("Try another line", () => page.send("another", { step: step.another }));
