"""The six calls, and what stands there when one cannot be shown."""

import subprocess
import sys

import pytest

import active_listening
from active_listening import lesson
from active_listening.bank import load
from active_listening.lesson import fallback, show
from active_listening.record import RecordError

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shown(record, monkeypatch):
    bundles = []

    def display(bundle, raw=False, **_rest):
        assert raw
        bundles.append(bundle)

    monkeypatch.setattr("IPython.display.display", display)
    monkeypatch.setattr("active_listening.lesson.filing.display", display)
    monkeypatch.setattr("active_listening.lesson.disagreeing.display", display)
    return bundles


CALLS = [
    ("quiz", next(load.all_of("quizzes")).id),
    ("rewrite", next(load.all_of("rewrites")).id),
    ("reply", next(load.all_of("replies")).id),
    ("dialogue", next(load.all_of("dialogues")).id),
    ("worksheet", next(load.all_of("worksheets")).id),
    ("roleplay", "a11-consultancy"),
    ("hand_in", "03_open_questions"),
]


@pytest.mark.parametrize(("call", "id"), CALLS)
def test_a_call_shows_one_widget_with_its_fallback_and_returns_nothing(call, id, shown, capsys):
    assert getattr(lesson, call)(id) is None
    assert [WIDGET in bundle for bundle in shown] == [True] + [False] * (len(shown) - 1)
    static = [{mime: text for mime, text in b.items() if mime != WIDGET} for b in shown]
    assert static == fallback.bundles(call, id)
    assert capsys.readouterr() == ("", "")


def test_a_graded_item_shows_its_copy_under_the_widget(shown):
    item = next(load.all_of("assignments"))
    lesson.rewrite(item.id)
    assert len(shown) == 2
    assert [{k: v for k, v in b.items() if k != WIDGET} for b in shown] == fallback.bundles(
        "rewrite", item.id
    )


def test_progress_needs_no_id(shown):
    lesson.progress()
    assert WIDGET in shown[0]


@pytest.mark.parametrize(
    ("call", "id", "words"),
    [
        ("quiz", "shortest-answr", "shortest-answer"),
        ("quiz", 3, "found 3"),
        ("hand_in", "nowhere", "no item"),
        ("worksheet", "", "no item"),
    ],
)
def test_an_id_that_is_not_there_is_a_sentence_in_a_box(call, id, words, shown):
    getattr(lesson, call)(id)
    assert WIDGET not in shown[0]
    assert words in shown[0]["text/plain"]


def test_a_missing_package_is_a_sentence_in_a_box(shown, monkeypatch):
    def missing(_id):
        raise ModuleNotFoundError("No module named 'anywidget'", name="anywidget")

    monkeypatch.setitem(show._MAKERS, "quiz", missing)
    lesson.quiz("shortest-answer")
    assert "anywidget" in shown[0]["text/plain"]


@pytest.mark.parametrize("error", [RecordError("The disk is full."), ZeroDivisionError()])
def test_trouble_is_a_sentence_in_a_box(shown, monkeypatch, error):
    def fails(_id):
        raise error

    monkeypatch.setitem(show._MAKERS, "quiz", fails)
    lesson.quiz("shortest-answer")
    assert "Traceback" not in str(shown)
    assert shown[0]["text/plain"]


def test_the_calls_are_still_calls_after_every_activity_was_loaded(shown):
    for call, id in CALLS:
        getattr(lesson, call)(id)
    for call in lesson.__all__:
        assert callable(getattr(active_listening, call))


def test_importing_the_calls_loads_no_widgets():
    code = (
        "import sys; from active_listening import *; import active_listening.lesson; "
        "heavy = {'anywidget', 'ipywidgets', 'IPython', 'ruamel', 'jinja2'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
