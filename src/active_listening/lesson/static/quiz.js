// Questions with answers to choose, sort, order, match or mark. The page learns what is right only after
// "Check": until then the view holds the question alone.

function renderQuiz({ model, el }) {
  const page = frame(model, el, "quiz", `Question: ${model.get("view").prompt}`);
  const saved = savedLine(page);
  const body = h("div", {});
  const voice = speaker(100);
  fill(page.root, [body, h("div", { class: "al-row" }, saved.node), voice.node]);

  function draw(move) {
    const view = page.view();
    const form = view.checked ? null : FORMS[view.timed ? "timed" : view.kind](view, page, voice, saved);
    const parts = view.checked ? (CHECKED[view.kind] || checkedView)(view, page) : [form.node, sureness(view, page), checkRow(view, page, form)];
    swap(body, parts);
    const outcome = body.querySelector(".al-outcome");
    if (move && view.checked) {
      focusOn(outcome);
      if (view.reading) voice.say(view.reading.head);
    } else if (move) focusOn(body.querySelector("input, select, textarea, button"));
  }
  page.hear("empty", (message) => {
    const hint = body.querySelector(".al-missing");
    if (hint) swap(hint, message.text);
  });
  page.onView(() => draw(page.view().move));
  draw(false);
  return page.leave;
}

const checkRow = (view, page, form) => form.own ? null : [
  h("div", { class: "al-row" },
    button("Check", () => page.send("check", { answer: form.answer(), certainty: chosenSureness(page) }), "al-primary"),
    h("span", { class: "al-missing", role: "status" }))];

function sureness(view, page) {
  if (!view.certainty) return null;
  const name = newId();
  return h("fieldset", { class: "al-sure" },
    h("legend", {}, "How sure are you?"),
    view.certainty.levels.map((level) => {
      const id = newId();
      return h("span", { class: "al-choice" },
        h("input", { type: "radio", name, id, value: level.value, "data-sure": level.value,
          checked: view.certainty.chosen === level.value,
          onchange: () => page.send("sure", { value: level.value }) }),
        h("label", { for: id }, level.label));
    }),
    h("p", { class: "al-hint" }, view.certainty.rule));
}
const chosenSureness = (page) => {
  const chosen = page.root.querySelector("input[data-sure]:checked");
  return chosen ? Number(chosen.value) : null;
};

/** A question put as a fieldset; `rows` are the controls. */
const asked = (view, ...rows) =>
  h("fieldset", { class: "al-question" }, h("legend", {}, view.prompt),
    view.note && h("p", { class: "al-hint" }, view.note), rows);

/** Radio buttons or checkboxes, one a line; `labels` are texts or nodes. */
function picks(view, page, type, labels, values) {
  const name = newId();
  const inputs = labels.map((label, i) => {
    const id = newId();
    const input = h("input", { type, name, id, checked: view.picked.includes(values[i]), onchange: changed });
    return { input, row: h("div", { class: "al-option" }, input, h("label", { for: id }, label)) };
  });
  const chosen = () => values.filter((_, i) => inputs[i].input.checked);
  function changed() { page.send("pick", { answer: answer() }); }
  const answer = () => type === "radio" ? (chosen().length ? chosen()[0] : null) : chosen();
  return { rows: inputs.map((one) => one.row), answer };
}

const FORMS = {
  single(view, page) {
    const list = picks(view, page, "radio", view.options, view.options);
    return { node: asked(view, list.rows), answer: list.answer };
  },
  several(view, page) {
    const list = picks(view, page, "checkbox", view.options, view.options);
    return { node: asked(view, list.rows), answer: list.answer };
  },
  true_false(view, page) {
    const list = picks(view, page, "radio", ["True", "False"], [true, false]);
    return { node: asked(view, h("blockquote", { class: "al-statement" }, view.statement), list.rows), answer: list.answer };
  },
  mark(view, page) {
    const labels = view.lines.map((line) => [h("b", { class: "al-who" }, line.who), " ", line.say]);
    const list = picks(view, page, "checkbox", labels, view.lines.map((_, i) => i + 1));
    return { node: asked(view, h("div", { class: "al-transcript" }, list.rows)), answer: list.answer };
  },
  sort(view, page) {
    const chosen = { ...view.picked };
    const rows = view.entries.map((entry) => {
      const name = newId();
      return h("fieldset", { class: "al-entry" }, h("legend", {}, entry),
        h("span", { class: "al-groups" }, view.groups.map((group) => {
          const id = newId();
          return h("span", { class: "al-choice" },
            h("input", { type: "radio", name, id, checked: chosen[entry] === group,
              onchange: () => { chosen[entry] = group; page.send("pick", { answer: chosen }); } }),
            h("label", { for: id }, group));
        })));
    });
    return { node: asked(view, rows), answer: () => chosen };
  },
  match(view, page) {
    const chosen = { ...view.picked };
    const rows = view.says.map((say) => {
      const id = newId();
      const whole = h("span", { class: "al-whole", "aria-hidden": "true" }); // a closed list cuts long texts
      const showWhole = () => {
        swap(whole, chosen[say]);
        whole.classList.toggle("al-far", (chosen[say] || "").length > 70);
      };
      const list = h("select", { id, class: "al-select", onchange: () => {
        if (list.value) chosen[say] = list.value;
        else delete chosen[say];
        view.picked = { ...chosen };
        showWhole();
        page.send("pick", { answer: chosen });
      } }, h("option", { value: "" }, "Choose…"),
        view.choices.map((text) => h("option", { value: text, selected: chosen[say] === text }, text)));
      showWhole();
      return h("div", { class: "al-pair" }, h("label", { for: id }, say), list, whole);
    });
    return { node: asked(view, rows), answer: () => chosen };
  },
  order: orderForm,
  timed: timedForm,
};

/** Steps with buttons to move them; the button pressed keeps the focus, where it can. */
function orderForm(view, page, voice) {
  const steps = [...view.picked];
  const list = h("ol", { class: "al-order" });
  function draw(focusStep, way) {
    swap(list, steps.map((step, i) => {
      const move = (to, kind) => button(kind === "up" ? "↑" : "↓", () => shift(i, to, kind), "al-move");
      const up = move(i - 1, "up"), down = move(i + 1, "down");
      up.setAttribute("aria-label", `Move up: ${step}`);
      down.setAttribute("aria-label", `Move down: ${step}`);
      up.disabled = i === 0;
      down.disabled = i === steps.length - 1;
      if (step === focusStep) queueMicrotask(() => focusOn((way === "up" ? !up.disabled : down.disabled) ? up : down));
      return h("li", {}, h("span", { class: "al-step" }, step), h("span", { class: "al-moves" }, up, down));
    }));
  }
  function shift(from, to, way) {
    const [step] = steps.splice(from, 1);
    steps.splice(to, 0, step);
    draw(step, way);
    voice.say(`${step}: now ${to + 1} of ${steps.length}.`);
    page.send("pick", { answer: steps });
  }
  draw();
  return { node: asked(view, list), answer: () => steps };
}

/** The speed round: one entry at a time; time is told at the end and limits nothing. */
function timedForm(view, page, voice) {
  const given = {};
  let at = 0, started = 0;
  const stage = h("div", { class: "al-round" });
  const node = asked(view, stage);
  function next() {
    if (at === view.entries.length) {
      page.send("check", { answer: given, seconds: (performance.now() - started) / 1000, certainty: null });
      swap(stage, h("p", {}, "Reading your answers…"));
      return;
    }
    const entry = view.entries[at];
    const line = h("p", { class: "al-round-entry" }, entry);
    swap(stage,
      h("p", { class: "al-hint" }, `${at + 1} of ${view.entries.length}`), line,
      h("div", { class: "al-row" }, view.groups.map((group, i) =>
        button([h("kbd", {}, String(i + 1)), " ", group], () => choose(group)))));
    focusOn(line);
  }
  function choose(group) {
    given[view.entries[at]] = group;
    at += 1;
    next();
  }
  stage.addEventListener("keydown", (event) => {
    const group = view.groups[Number(event.key) - 1];
    if (started && group && at < view.entries.length && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      choose(group);
    }
  });
  fill(stage, [button("Start", () => { started = performance.now(); next(); }, "al-primary")]);
  return { node, answer: () => given, own: true };
}

const CHECKED = {}; // what shows a question answered, where it is not `checkedView`

const outcomeLine = (outcome) =>
  h("p", { class: `al-outcome al-outcome-${outcome.kind}` }, h("strong", {}, outcome.word), " ", outcome.text);

/** The question answered: each part with its sign, word and feedback, then what one can do next. */
function checkedView(view, page) {
  return [
    h("div", { class: "al-question" }, h("p", { class: "al-prompt" }, view.prompt),
      outcomeLine(view.outcome),
      h(view.kind === "order" ? "ol" : "ul", { class: "al-results" }, view.results.map((one) =>
        h("li", { class: `al-result al-result-${one.kind}` },
          h("span", { class: "al-sign", "aria-hidden": "true" }, one.sign),
          h("span", { class: "al-what" },
            h("span", { class: "al-line" }, one.who && h("b", { class: "al-who" }, one.who), one.who && " ", one.say),
            one.word && h("span", { class: "al-word" }, one.word),
            one.partners.map(([label, text]) => h("span", { class: "al-partner" }, h("b", {}, label), " ", text)),
            one.feedback && h("span", { class: "al-reason" }, one.feedback)))))),
    h("div", { class: "al-row" },
      button("Try again", () => page.send("again"), view.outcome.kind === "right" ? "" : "al-primary"),
      view.can_reveal && button(view.can_reveal, () => page.send("reveal"))),
  ];
}
