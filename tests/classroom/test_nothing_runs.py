"""A hostile class in a real browser: on no page that shows it does anything of theirs run.

What they hand in calls `pwned()`. In every window and frame that is a function which leaves a mark.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from course_folder import APART, NAME, THIRD, Course
from graded_class import markers, whole_class
from hostile_files import ATTACKS
from playwright.sync_api import Browser, Page, Route, expect

from active_listening import grading
from browser.harness import PATIENCE, Lab, NoChromiumError, free_port, open_browser, serving

pytestmark = pytest.mark.browser
slow = pytest.mark.slow

WORDS = re.compile("script|formula|pwned|name")
"""In the names of those attacks whose words come to be shown."""
HERE = "javascript:pwned()"
AWAY = "http://192.0.2.1/"
SCRIPTS = {
    "a-script": "<script>pwned()</script> What was it like?",
    "out-of-a-box": "</textarea></p></title></style><script>pwned()</script>",
    "out-of-json": '"}]}</script><script>pwned()</script>',
    "an-image": '<img src=x onerror="pwned()"> How was the trial?',
    "a-drawing": '<svg onload="pwned()"><animate onbegin="pwned()" attributeName=x dur=1s></svg>',
    "a-frame": '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
    "a-link": f'<a href="{HERE}" autofocus onfocus="pwned()">How</a> was it?',
    "markdown": f"[What happened?]({HERE}) ![x]({HERE})",
    "a-formula": rf"$\href{{{HERE}}}{{How}}$ \(\unicode{{<img src=x onerror=pwned()>}}\) was it?",
    "a-template": "{{ pwned() }} {% include 'x' %} ${pwned()} <%= pwned() %>",
    "an-attribute": '\' onmouseover=\'pwned()\' x=" onfocus="pwned()" autofocus x="',
    "a-style": f"<style>@import '{AWAY}';</style><link rel=stylesheet href={AWAY}>",
    "another-address": f'<meta http-equiv=refresh content="0;url={AWAY}"><base href={AWAY}>',
    "a-form": f"<form action={HERE}><input type=submit autofocus formaction={HERE}>",
    "broken-tags": "<<script>pwned()//<</script><img src=`x` onerror=pwned()//",
}
NAME_TOO = "<img src=x onerror=pwned()>"
"""A learner's name in the gradebook, where it comes from a roster. As an id it is refused."""
NBGRADERS_OWN = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
"""What formgrader's page of a submission asks for, whoever wrote it."""
TYPESETS = r"""
addEventListener("DOMContentLoaded", () => {
  const ignored = ".tex2jax_ignore, script, noscript, style, textarea, pre, code";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const link = texts.currentNode.data.match(/\\href\{(.*?)\}/);
    if (link && !texts.currentNode.parentElement.closest(ignored)) window.typeset = link[1];
  }
});
"""
"""Finds a link in a formula where MathJax looks for formulas: no network is needed for it."""
MARK = """() => document.documentElement.dataset.ran || window.typeset
  || [...document.querySelectorAll("a, form, button, input")]
       .map(node => node.getAttribute("href") || node.getAttribute("action") || "")
       .find(place => /^\\s*javascript:pwned/i.test(place)) || null"""
"""What ran; or, where nothing did, what only waits for a click."""
WATCH = "window.pwned = () => { top.document.documentElement.dataset.ran = 'yes' }"


def says(text: str) -> dict[str, Any]:
    """Answers with the same words in every box, and in two reasons against the points."""
    usual = THIRD.middling()
    made = {
        id: dict.fromkeys(answer, text) if isinstance(answer, dict) else answer
        for id, answer in usual.items()
    }
    first, second, third = THIRD.texts[:3]
    made |= {first: text, second: f"What {text} happened?", third: "Did it go well?"}
    return {**made, **{f"{id}{grading.DISAGREES}": text for id in (first, second, third)}}


@pytest.fixture(scope="module")
def course(new_course: Callable[[], Course]) -> Course:
    """The whole matrix and those with a script, graded; with feedback and a report."""
    made = whole_class(new_course())
    for learner, text in SCRIPTS.items():
        made.submit(learner, says(text))
    name = ("--first-name", NAME_TOO, "--last-name", f'" {NAME_TOO}')
    assert made.nbgrader("db", "student", "add", "honest-name", *name).code == 0
    made.submit("honest-name", says("How was it?"))
    assert made.active_listening("grade", NAME, "--feedback", "--workers", "1").code == 1
    assert made.active_listening("report", NAME).code == 0
    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    try:
        with open_browser() as opened:
            yield opened
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)


class Watched:
    """A window that knows whether anything ran, or asked for something from elsewhere."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.asked = page, list[str]()
        page.add_init_script(WATCH)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: (self.asked.append("dialog"), dialog.dismiss()))
        page.route(f"{NBGRADERS_OWN}**", self._typesets)
        self._home = re.compile(f"{re.escape(home)}|data:|blob:|about:|{NBGRADERS_OWN}")

    @staticmethod
    def _typesets(route: Route) -> None:
        route.fulfill(body=TYPESETS, content_type="text/javascript")

    def ran(self) -> list[str]:
        """What ran, or was asked for."""
        if elsewhere := [url for url in self.asked if not self._home.match(url)]:
            return elsewhere  # a page that is left cannot be asked
        return [*filter(None, [self.page.evaluate(MARK)])]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


WOULD_RUN = (
    "a-script", "an-image", "a-drawing", "a-frame", "a-link", "another-address", "a-style",
    "a-form", "a-formula",
)  # fmt: skip


@pytest.mark.parametrize("script", WOULD_RUN)
def test_what_runs_is_seen(page: Page, tmp_path: Path, script: str) -> None:
    """In a page that takes a text as it is, these do run."""
    made = tmp_path / "page.html"
    mathjax = f"<script src={NBGRADERS_OWN}x.js></script>"
    made.write_text(f"<!doctype html>{mathjax}<p>{SCRIPTS[script]}", "utf-8")
    watched = Watched(page, made.as_uri())
    page.goto(made.as_uri())
    page.wait_for_timeout(200)
    assert watched.ran()


def test_in_feedback_and_report_nothing_runs(course: Course, page: Page) -> None:
    """As files, in the learner's and the instructor's own browser."""
    assert list(markers(course).iterdir()) == []
    pages = sorted((course.root / "feedback").rglob("*.html"))
    assert len(pages) == len(SCRIPTS) + len(ATTACKS) + 20 + 1
    reports = sorted((course.root / "reports").rglob("*.html"))
    assert len(reports) >= 2
    for path in (*pages, *reports):
        watched = Watched(page, path.as_uri())
        page.goto(path.as_uri())
        assert watched.ran() == [], path
    page.goto((course.folder("a-script", "feedback") / f"{NAME}.html").as_uri())
    expect(page.locator("body")).to_contain_text("<script>pwned()</script> What was it like?")


@pytest.mark.parametrize("width", [1200, 320])
def test_a_page_of_feedback_is_for_everybody(course: Course, page: Page, width: int) -> None:
    """No obstacle that can be found by a machine; on a phone nothing is cut off."""
    page.set_viewport_size({"width": width, "height": 800})
    for learner in ("a-script", "formula-that-is-typeset", *THIRD.honest(2)):
        page.goto((course.folder(learner, "feedback") / f"{NAME}.html").as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# -- nbgrader's pages, and ours ------------------------------------------------------------------


@slow
def test_in_formgrader_nothing_runs(course: Course, page: Page, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "active_listening.serve", "--no-browser", "--allow-root",
               f"--ServerApp.port={port}", f"--ServerApp.root_dir={course.root}"]  # fmt: skip
    env = {**os.environ, **APART, "JUPYTER_TOKEN": "secret", "HOME": str(tmp_path)}
    home = f"http://127.0.0.1:{port}/"
    with serving(command, home, "secret", course.root, env):
        page.goto(f"{home}login?next=%2Fapi&token=secret")
        watched = Watched(page, home)
        (theirs := tmp_path / "theirs").mkdir()
        (theirs / "nbgrader_config.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
        refused = page.request.get(f"{home}formgrader/?path={theirs}")
        assert refused.status == 403 and not (tmp_path / "ran").exists()
        assert page.request.get(f"{home}formgrader/").ok
        for lists in (f"manage_submissions/{NAME}", f"gradebook/{NAME}", "manage_students",
                      "manage_students/honest-name", f"gradebook/{NAME}/{NAME}"):  # fmt: skip
            page.goto(f"{home}formgrader/{lists}")
            page.wait_for_selector("tbody tr", timeout=PATIENCE)
            page.wait_for_load_state("networkidle")  # the list is there, whatever the class sent
            page.wait_for_timeout(300)
            assert watched.ran() == [], lists
        listed = page.request.get(f"{home}formgrader/api/submissions/{NAME}").json()
        assert len(listed) == len(list((course.root / "submitted").iterdir())), "nobody is missing"
        page.wait_for_function("document.querySelectorAll('td.name a.name-shown').length > 80")
        page.get_by_role("button", name="Show All Names").click()
        assert watched.ran() == []
        people = page.locator("td.name a.name-shown").all()
        shown = {one.inner_text(): one.get_attribute("href") for one in people}
        places = [
            place
            for name, place in shown.items()
            if name in SCRIPTS or NAME_TOO in name or WORDS.search(name)
        ]
        assert len(places) > len(SCRIPTS) + 3
        texts = ""
        for place in places:
            page.goto(f"http://127.0.0.1:{port}{place}")
            page.wait_for_selector(".nbgrader_cell", timeout=PATIENCE)
            texts += page.inner_text("body")
            assert watched.ran() == [], place
        assert _holds_all(texts), "all is shown, as text"


@slow
def test_on_the_page_for_marking_nothing_runs(course: Course, page: Page, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "active_listening.cli", "mark", NAME, "--no-browser",
               "--port", "0"]  # fmt: skip
    env = {**os.environ, **APART, "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    with (tmp_path / "errors.txt").open("w") as errors:
        child = subprocess.Popen(
            command, cwd=course.root, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        assert child.stdout is not None
        address = next(
            found[0] for line in child.stdout if (found := re.search(r"http://\S+", line))
        )
        watched = Watched(page, address.partition("/doc")[0].partition("/lab")[0])
        _open(page, address)
        marking, texts = page.locator(".al-marking"), ""
        marking.get_by_role("button", name=re.compile("^Show the name|^Show names")).click()
        later = marking.get_by_role("button", name="Put off")
        while not _holds_all(texts):
            texts += (shown := marking.inner_text())
            assert watched.ran() == []
            later.click()
            page.wait_for_function(
                "was => document.querySelector('.al-marking').innerText != was", arg=shown
            )
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=30)


def _holds_all(text: str) -> bool:
    """Whether each of them can be read."""
    return all(script in text for script in SCRIPTS.values())


def _open(page: Page, address: str) -> None:
    for _ in range(60):  # the server is still starting
        try:
            page.goto(address)
            break
        except Exception:
            page.wait_for_timeout(500)
    Lab.wait_until_live(page)
