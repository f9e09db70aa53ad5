/* The classroom: a lesson of this course opens ready to use, with no code in sight.
 *
 * JupyterLab and Notebook 7 load this file as it stands; there is nothing to build. It acts on a
 * notebook only if every code cell in it is one of the calls below, read here letter by letter. Such
 * a notebook can do nothing but show the course, so it may run unasked, whoever sent it. A mark in
 * the notebook, or Jupyter's list of trusted files, would be copied along with foreign code.
 * One foreign cell, and the notebook is left exactly as Jupyter shows it. What JupyterLab itself
 * would bring to life on opening, stored widget state, is taken out by the server (contents.py).
 */
(() => {
  "use strict";
  const NAME = "active-listening";
  const IMPORT = "from active_listening import *";
  const NAMES = "quiz|rewrite|reply|dialogue|roleplay|worksheet|options|observe|skill_check|hand_in|marking";
  const CALL = new RegExp(`^(?:(?:${NAMES})\\((["'])[A-Za-z0-9_-]+\\1\\)|progress\\(\\))$`);
  // Python or IPython may end a line at these where JavaScript does not: no cell of ours has any.
  const ODD = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/;
  // Kernels look for modules in the notebook's folder first, and a file active_listening.py that
  // came with a notebook must not stand in for the course.
  const GUARD = "import sys; sys.path[:] = [folder for folder in sys.path if folder]";
  const STUCK = "This lesson did not open. Choose “Reload lesson”.";
  const base = document.currentScript.src.replace(/remoteEntry\.js.*$/, "");
  let shared; // Jupyter's own modules

  const load = async (name) => (await Object.values(shared[name])[0].get())();

  /** What a code cell holds: "import", "call", or null if it is not ours. */
  function kind(source) {
    const lines = source.split("\n").filter((line) => line.trim() && !line.startsWith("#"));
    if (ODD.test(source) || lines.length !== 1) return null;
    return lines[0] === IMPORT ? "import" : CALL.test(lines[0]) ? "call" : null;
  }

  const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code");

  function isLesson(panel) {
    const kinds = codeCells(panel).map((cell) => kind(cell.model.sharedModel.getSource()));
    return kinds[0] === "import" && !kinds.includes(null);
  }

  async function activate(app, tracker, state) {
    const { CodeCell } = await load("@jupyterlab/cells");
    const { PageConfig } = await load("@jupyterlab/coreutils");
    const { Widget } = await load("@lumino/widgets");
    const style = document.createElement("link");
    document.head.append(Object.assign(style, { rel: "stylesheet", href: `${base}classroom.css` }));
    await new Promise((done) => { style.onload = style.onerror = done; });

    /** Run a lesson. Its cells are read anew, in the same step that sends them to the kernel. */
    async function run(panel) {
      const kernel = panel.sessionContext.session?.kernel;
      waiting(panel, true);
      const python = (await kernel?.info)?.language_info.name === "python";
      if (!isLesson(panel)) return undress(panel);
      if (!python) return waiting(panel, true, STUCK);
      kernel.requestExecute({ code: GUARD, silent: true, store_history: false });
      // The tag lets the others go on where one cell fails. Show each as soon as it is there, and
      // send few at a time: what the learner does meanwhile is answered in between.
      const cells = codeCells(panel);
      const next = async () => {
        for (let cell = cells.shift(); cell; cell = cells.shift()) {
          const tags = { tags: ["raises-exception"] };
          await CodeCell.execute(cell, panel.sessionContext, tags)
            .then(() => cell.removeClass("al-waiting"), () => null);
        }
      };
      await Promise.all([next(), next(), next(), next()]);
      waiting(panel, false);
    }

    function waiting(panel, yes, words = "Opening your lesson…") {
      codeCells(panel).forEach((cell) => cell.toggleClass("al-waiting", yes));
      panel.toggleClass("al-live", !yes);
      panel.alStatus.textContent = yes ? words : "";
    }

    /** Give a notebook the classroom's look, and keep the editor's keys and clicks away from it. */
    function dress(panel) {
      const inside = panel.content.node;
      panel.addClass("al-lesson");
      const bar = new Widget();
      bar.addClass("al-bar");
      bar.node.innerHTML =
        '<button type="button">All lessons</button><button type="button">Reload lesson</button>' +
        '<span role="status"></span>';
      const [all, again] = bar.node.querySelectorAll("button");
      const sources = codeCells(panel).map((cell) => cell.model.sharedModel.getSource());
      const marking = sources.some((source) => /^marking\(/m.test(source)); // a trainer's page
      panel.alStatus = bar.node.lastChild;
      all.hidden = !app.commands.hasCommand("filebrowser:toggle-main");
      all.onclick = () => app.commands.execute("filebrowser:toggle-main");
      again.title = "Opens this lesson afresh. Your answers stay.";
      if (marking) {
        all.textContent = "All files";
        again.textContent = "Reload page";
        again.title = "Opens this page afresh. The points that were given stay.";
      }
      again.onclick = () => panel.sessionContext.restartKernel();
      panel.toolbar.insertItem(0, NAME, bar);
      panel.fit(); // the bar is higher than what it replaces
      // The notebook is a feed to screen readers, and a feed holds articles.
      panel.content.widgets.forEach((cell) => cell.node.setAttribute("role", "article"));
      const on = (type, early) => panel.node.addEventListener(type, (event) => {
        if (panel.hasClass("al-lesson") && inside.contains(event.target)) event.stopPropagation();
      }, early);
      on("dblclick", true); // would open the text for editing
      on("contextmenu", false); // the browser's own menu, with its spelling help, is of more use
    }

    function undress(panel) {
      waiting(panel, false);
      panel.removeClass("al-live");
      panel.removeClass("al-lesson");
      curtain();
    }

    /** Jupyter's shortcuts do not work inside a lesson: "d d" deletes a cell, "a" adds one. */
    function keys(event) {
      const lesson = event.target.closest?.(".al-lesson");
      if (!lesson || !event.target.closest(".jp-Notebook")) return;
      const off = "data-lm-suppress-shortcuts"; // Jupyter looks for it on the element with the focus
      event.target.setAttribute(off, "true");
      setTimeout(() => event.target.removeAttribute(off));
      if (event.key === "Tab") lesson.classList.add("al-keys");
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault(); // else the browser offers to save the page
      tracker.currentWidget?.context.save();
    }

    /** Go back to where the learner was reading, and note from now on where that is. */
    async function keepPlace(panel) {
      const key = `${NAME}:place:${panel.context.path}`;
      address(panel);
      const top = () => panel.toolbar.node.getBoundingClientRect().bottom;
      const id = await state?.fetch(key);
      if (panel.alHeading) panel.content.setFragment(panel.alHeading); // a link led to it
      else panel.content.widgets.find((cell) => cell.model.id === id)?.node.scrollIntoView();
      let timer;
      panel.node.addEventListener("scroll", () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const seen = (cell) => cell.node.getBoundingClientRect().bottom > top() + 1;
          const first = panel.isVisible && panel.content.widgets.find(seen);
          if (!first) return;
          state?.save(key, first.model.id);
          address(panel);
        }, 300);
      }, true);
    }

    /** Remember which lesson is open, for the next start and in the page's address for a reload: in
     *  simple mode JupyterLab may leave the name of the folder there. */
    function address(panel) {
      state?.save(`${NAME}:here`, panel.context.path);
      if (app.shell.mode !== "single-document" || !panel.isVisible) return;
      const url = PageConfig.getUrl({ treePath: panel.context.path });
      history.replaceState(history.state, "", new URL(url, location.href).pathname);
    }

    /** In JupyterLab's simple mode, hide the menus and side bars while a lesson is in front. */
    let drawn = false;
    function curtain() {
      const { shell } = app;
      const lesson = Boolean(shell.currentWidget?.hasClass("al-lesson"));
      if (shell.mode !== "single-document") return;
      if (lesson) shell.collapseLeft();
      if (lesson === drawn) return;
      drawn = lesson;
      state?.save(`${NAME}:curtain`, drawn);
      for (const side of ["left", "right"])
        if (shell.isSideTabBarVisible(side) === lesson) shell.toggleSideTabBarVisibility(side);
      if (shell.isTopInSimpleModeVisible() === lesson) shell.toggleTopInSimpleModeVisibility();
      for (const menu of shell.widgets("menu")) menu.parent.setHidden(lesson);
    }

    /** Remember the heading that a link leads to: what stands above it grows while cells run.
     *  Jupyter looks for it as the link writes it, and a browser writes “é” as “%C3%A9”. */
    function keepHeading(panel) {
      const go = panel.setFragment.bind(panel);
      panel.setFragment = (heading) => {
        try { heading = decodeURIComponent(heading); } catch { /* as it is, then */ }
        panel.alHeading = heading;
        go(heading);
      };
    }

    async function open(panel) {
      keepHeading(panel);
      await panel.context.ready;
      if (!isLesson(panel)) return;
      dress(panel);
      waiting(panel, true);
      await Promise.all([app.restored, panel.revealed]);
      curtain();
      await panel.sessionContext.ready;
      await run(panel);
      await keepPlace(panel);
      let lost = false;
      panel.sessionContext.statusChanged.connect((_, status) => {
        if (/starting|dead/.test(status)) waiting(panel, (lost = true));
        if (status !== "idle" || !lost) return;
        lost = false;
        run(panel);
      });
    }

    window.addEventListener("keydown", keys, true); // on the window, to be there before Jupyter
    tracker.widgetAdded.connect((_, panel) => open(panel));
    tracker.forEach(open);
    app.restored.then(async () => {
      drawn = (await state?.fetch(`${NAME}:curtain`)) ?? false; // JupyterLab keeps them hidden
      curtain();
      app.shell.currentChanged?.connect(curtain);
    });
  }

  (window._JUPYTERLAB ??= {})[NAME] = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const { INotebookTracker } = await load("@jupyterlab/notebook");
      const { IStateDB } = await load("@jupyterlab/statedb");
      const id = `${NAME}:lesson`;
      const plugin = { id, autoStart: true, requires: [INotebookTracker], optional: [IStateDB], activate };
      return () => plugin;
    },
  };
})();
