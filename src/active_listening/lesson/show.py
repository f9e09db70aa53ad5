"""From a call in a notebook to an activity on the page; what goes wrong becomes a calm box."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from active_listening.lesson import notice

_log = logging.getLogger(__name__)
MISSING = (
    "A part that the activities need is not installed: {name}. Close the course and start it "
    "again, which installs what is missing; if this stays, tell whoever runs the course."
)


def show(kind: str, id: Any) -> None:
    """Show the activity `id` of `kind`, or say in a box why it cannot be shown."""
    try:
        activity = make(kind, id)
    except Exception as error:
        _display(notice.box(sentence_for(error)))
        return
    _display(activity.bundle())
    activity.after_display()


def make(kind: str, id: Any) -> Any:
    """The widget for the activity. Raises ContentError, RecordError, ImportError."""
    from active_listening.bank import ContentError

    if not isinstance(id, str):
        raise ContentError("this cell", kind, f"found {id!r}", f'Write {kind}("an-id").')
    return _MAKERS[kind](id)


def _kept(widget: Any, item: Any) -> Any:
    from active_listening.lesson.keeping import Keeper, the_record

    return widget(item, Keeper(the_record(), item.id, item.version))


# Each maker loads its own widget, so that a notebook pays for what it shows.


def _quiz(id: str) -> Any:
    from active_listening import bank

    item = bank.quiz(id)
    if item.kind == "text":
        from active_listening.lesson.line_quizzes import LineQuiz

        return _kept(LineQuiz, item)
    from active_listening.lesson.quizzes import Quiz

    return _kept(Quiz, item)


def _rewrite(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.rewrites import Rewrite
    from active_listening.lesson.worksheets import Form

    item = bank.rewrite(id)
    return _kept(Form if item.graded else Rewrite, item)


def _reply(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.rewrites import Rewrite
    from active_listening.lesson.worksheets import Form

    item = bank.reply(id)
    return _kept(Form if item.graded else Rewrite, item)


def _dialogue(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.dialogues import Dialogue

    return _kept(Dialogue, bank.dialogue(id))


def _roleplay(id: str) -> Any:
    from active_listening import bank, roleplays

    item = bank.roleplay(id)
    if item.graded:
        from active_listening.lesson.graded_plays import GradedPlay

        return _kept(GradedPlay, item)
    from active_listening.lesson.roleplays import Roleplay

    return _kept(Roleplay, roleplays.find(id))


def _worksheet(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.worksheets import Form

    return _kept(Form, bank.worksheet(id))


def _options(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.option_lists import OptionList

    return _kept(OptionList, bank.options(id))


def _observe(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.observing import Observing

    return _kept(Observing, bank.observation(id))


def _skill_check(id: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.skill_checks import SkillCheck

    return _kept(SkillCheck, bank.form(id))


def _hand_in(name: str) -> Any:
    from active_listening import bank
    from active_listening.lesson.handin import HandIn
    from active_listening.lesson.keeping import the_record

    return HandIn(bank.assignment(name), the_record())


def _progress(_: str) -> Any:
    from active_listening.lesson.keeping import the_record
    from active_listening.lesson.record_page import Progress

    return Progress(the_record())


_MAKERS: dict[str, Callable[[str], Any]] = {
    "quiz": _quiz,
    "rewrite": _rewrite,
    "reply": _reply,
    "dialogue": _dialogue,
    "roleplay": _roleplay,
    "worksheet": _worksheet,
    "options": _options,
    "observe": _observe,
    "skill_check": _skill_check,
    "hand_in": _hand_in,
    "progress": _progress,
}


def sentence_for(error: Exception) -> str:
    """What a learner reads instead of a traceback."""
    if isinstance(error, ImportError):
        return MISSING.format(name=error.name or "unknown")
    from active_listening.bank import ContentError
    from active_listening.record import RecordError

    if isinstance(error, (ContentError, RecordError)):
        return str(error)
    _log.exception("An activity could not be shown", exc_info=error)
    return notice.SURPRISE


def _display(bundle: dict[str, Any]) -> None:
    from IPython.display import display

    display(bundle, raw=True)
