// A talk with a client: what was said in a log, what can be said below it, and the debrief at the end.

function renderRoleplay({ model, el }) {
  const first = model.get("view");
  const page = frame(model, el, "roleplay", `Role-play: ${first.title}`);
  const toBox = () => focusOn(composer.hidden ? log : box.area);
  const saved = savedLine(page, toBox, toBox);
  const voice = speaker(200);
  const log = h("div", {
    class: "al-talk", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": `Your talk with ${first.names}`,
  });
  const mood = h("span", { class: "al-mood" });
  const left = h("span", { class: "al-left" });
  const note = h("p", { class: "al-notice" });
  const meant = h("div", {});
  const choices = h("ul", { class: "al-choices", "aria-label": "Lines to choose from" });
  const after = h("div", {});
  const standing = h("p", { class: "al-hint", role: "status" });
  const box = textBox(page, {
    label: "Or say it in your own words", value: first.typing, rows: 2, limit: first.limit, onEnter: say,
    onTrouble: (text) => saved.say(text, true),
    onReading: (message) => { page.view().typing = message.value; },
  });
  const back = button("Take back", () => page.send("back"), "al-link");
  const restart = twice("Start again", "Press again to start over", voice, () => page.send("restart"),
    () => page.view().begun && !page.view().over);
  const leave = twice("End the talk", "Press again to end it", voice, () => page.send("leave"), () => true);
  const composer = h("div", { class: "al-composer" }, choices, box.node,
    h("div", { class: "al-row" }, button("Say it", say, "al-primary"),
      h("span", { class: "al-hint" }, "Ctrl+Enter says it too.")));
  let known = [], sent = "", busy = 0, undo = () => {};

  /** One turn at a time: what is pressed twice, or late, is not said twice. */
  function take(type, rest) {
    if (busy) return false;
    busy = setTimeout(() => { free(); saved.say(NOT_REACHED, true); }, 20000);
    page.root.setAttribute("aria-busy", "true");
    page.send(type, rest);
    return true;
  }
  function free() {
    clearTimeout(busy);
    busy = 0;
    page.root.removeAttribute("aria-busy");
    if (sent && !box.area.value) box.set(sent);
    sent = "";
  }
  function say() {
    const value = box.area.value;
    if (!take("say", { value })) return;
    sent = value;
    box.set("");
  }

  function drawLog(view) {
    let same = 0;
    while (same < known.length && same < view.log.length && known[same].id === view.log[same].id) same += 1;
    known.slice(same).forEach((one) => one.node.remove());
    known = known.slice(0, same);
    log.setAttribute("aria-live", view.over ? "off" : "polite"); // the debrief is what is read then
    for (const entry of view.log.slice(same)) {
      const slot = h("div", { class: "al-under", "aria-live": "off" });
      const node = TALK[entry.kind](entry, slot, first.people.length > 1);
      log.append(node);
      known.push({ id: entry.id, node, slot });
    }
    view.log.forEach((entry, i) => {
      if (entry.kind !== "client") swap(known[i].slot, under(entry, view));
    });
    log.scrollTop = log.scrollHeight;
  }

  /** Below a line of the learner's: a way to set its reading right; after the talk, its turn. */
  function under(entry, view) {
    if (view.over) {
      return [entry.turn > 0 && h("span", { class: "al-turn-number" }, `Turn ${entry.turn}`),
        !entry.told && entry.moves && h("span", {}, entry.moves),
        !view.graded && button("Replay from here", () => page.send("until", { step: entry.step }), "al-link"),
        view.correct && view.correct.step === entry.step && corrector(view.correct)];
    }
    return view.correct && view.correct.step === entry.step && corrector(view.correct);
  }
  function corrector(correct) {
    const close = () => { swap(meant); opener.setAttribute("aria-expanded", "false"); };
    const opener = button(correct.ask, () => {
      if (meant.firstChild) { close(); return; }
      const panel = meantPanel(correct,
        (moves) => take("correct", { value: moves }), () => { close(); focusOn(opener); });
      swap(meant, panel.node);
      opener.setAttribute("aria-expanded", "true");
      focusOn(panel.focus);
    }, "al-link");
    opener.setAttribute("aria-expanded", "false");
    return opener;
  }

  function draw() {
    const view = page.view();
    swap(mood, h("span", { class: "al-shape", "aria-hidden": "true" }, view.mood.shape), " ",
      h("span", { class: "al-speaker" }, "mood: "), view.mood.say);
    mood.className = `al-mood al-tone-${view.mood.tone}`;
    swap(left, view.over ? "the talk is over" : view.left);
    note.hidden = !view.note;
    swap(note, view.note);
    swap(meant);
    drawLog(view);
    swap(choices, view.choices.map((one) =>
      h("li", {}, button(one.say, () => take("choose", { value: one.id }), "al-say"))));
    composer.hidden = Boolean(view.over);
    leave.hidden = Boolean(view.over);
    back.hidden = !view.begun || Boolean(view.graded);
    if (view.graded) swap(standing, view.graded.standing);
    [restart, leave].forEach((one) => one.calm());
    undo();
    const told = view.over ? debriefView(view.over, page) : { nodes: [], leave: () => {} };
    undo = told.leave;
    swap(after, told.nodes);
    return { box: box.area, choice: choices.querySelector("button") || box.area, debrief: told.focus };
  }

  page.hear("reading", box.reply);
  page.hear("empty", (message) => {
    saved.say(message.text, true);
    if (message.text && !meant.firstChild) toBox();
  });
  const onMessage = (message) => { if (message.type === "empty" || message.type === "trouble") free(); };
  model.on("msg:custom", onMessage);
  page.onView(() => {
    const view = page.view();
    sent = "";
    free();
    if (view.replace || (view.move && (!box.area.value || !view.begun))) box.set(view.typing);
    const targets = draw();
    if (view.move) {
      if (saved.node.matches(".al-trouble") && !saved.node.querySelector("button")) saved.say("");
      focusOn(targets[view.focus] || box.area);
    }
  });

  draw();
  fill(page.root, [
    h("p", { class: "al-title" }, first.title),
    first.graded && markedBy(first.graded, standing),
    h("p", { class: "al-brief" },
      h("b", {}, `You are ${first.you.name}`), `, ${first.you.role}. ${first.you.brief}`),
    h("div", { class: "al-chat" },
      h("div", { class: "al-chat-head" },
        first.people.map((one, side) => [
          h("span", { class: `al-face al-side-${side}`, "aria-hidden": "true" }, initials(one.name)),
          h("span", { class: "al-person" }, h("b", {}, one.name),
            h("span", { class: "al-soft" }, `${capital(one.role)}, ${one.company}`))]),
        h("span", { class: "al-signs" }, mood, left)),
      log),
    note, meant, composer,
    h("div", { class: "al-row al-talk-foot" }, back, restart, leave, saved.node),
    voice.node, after,
  ]);
  requestAnimationFrame(() => { log.scrollTop = log.scrollHeight; });
  return () => { undo(); clearTimeout(busy); model.off("msg:custom", onMessage); page.leave(); };
}

const TALK = {
  client: (one, _slot, several) => h("div", { class: `al-bubble al-theirs-said al-side-${one.side}` },
    h("p", {}, several && h("b", { class: "al-speaks" }, one.who),
      h("span", { class: "al-speaker" }, several ? `, ${one.mood}: ` : `${one.who}, ${one.mood}: `), one.say)),
  yours: (one, slot, several) => h("div", { class: "al-mine" },
    h("div", { class: "al-bubble al-mine-said", "aria-live": "off" },
      h("p", {}, several ? h("b", { class: "al-speaks" }, one.who) : h("span", { class: "al-speaker" }, "You: "),
        several && h("span", { class: "al-speaker" }, ": "), one.say)),
    one.told && h("p", { class: "al-told" }, one.told), slot),
  left: (one, slot) => h("div", { class: "al-mine" }, h("p", { class: "al-told" }, one.say), slot),
};

/** How a graded talk is marked, open from the start, and which talk counts. */
const markedBy = (graded, standing) => h("div", { class: "al-marked-by" },
  graded.notice && h("p", { class: "al-notice", role: "status" }, graded.notice),
  h("details", { class: "al-scheme", open: true },
    h("summary", {}, `How it is marked: ${graded.worth}`),
    h("ul", {}, graded.lines.map((line) =>
      h("li", {}, h("b", {}, `${line.points} ${line.points === 1 ? "point" : "points"}`), " ", line.what)))),
  h("p", { class: "al-hint" }, graded.rules), standing);

const initials = (name) => name.replace(/^Dr /, "").split(/\s+/).map((part) => part.charAt(0)).slice(0, 2).join("");

/** A button that asks to be pressed a second time, while `asks()` holds. */
function twice(label, again, voice, act, asks) {
  let armed = false;
  const node = button(label, () => {
    if (armed || !asks()) { node.calm(); act(); return; }
    armed = true;
    swap(node, again);
    voice.say(`${again}.`);
  }, "al-link");
  node.calm = () => { if (armed) { armed = false; swap(node, label); } };
  node.addEventListener("blur", node.calm);
  return node;
}

/** The moves in plain words, of which a few can be ticked. */
function meantPanel(correct, done, close) {
  const boxes = [];
  const missing = h("span", { class: "al-missing", role: "status" });
  const chosen = () => boxes.filter((one) => one.input.checked).map((one) => one.id);
  const limit = () => {
    const full = chosen().length >= correct.most;
    boxes.forEach((one) => { one.input.disabled = full && !one.input.checked; });
  };
  const groups = correct.groups.map((group) =>
    h("fieldset", {}, h("legend", {}, group.title), group.moves.map((move) => {
      const id = newId();
      const input = h("input", { type: "checkbox", id, checked: correct.chosen.includes(move.id), onchange: limit });
      boxes.push({ id: move.id, input });
      return h("div", { class: "al-tick" }, input, h("label", { for: id }, move.say));
    })));
  const node = h("div", { class: "al-meant", role: "group", "aria-label": "What you meant" },
    h("p", { class: "al-ask" },
      correct.say || "What was your line meant to be? Three at most; the client answers to that."),
    h("div", { class: "al-meant-groups" }, groups),
    h("div", { class: "al-row" },
      button(correct.done || "Read it so", () => {
        if (chosen().length) done(chosen());
        else swap(missing, "Choose at least one.");
      }, "al-primary"), button("Leave it", close), missing));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  limit();
  return { node, focus: boxes.find((one) => one.input.checked)?.input || boxes[0].input };
}
