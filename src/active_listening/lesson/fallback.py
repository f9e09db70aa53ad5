"""What an activity looks like without a kernel: plain text and plain HTML.

Pure functions of the item: the same for every learner, without models, keys, right answers or
anything typed. The notebooks that ship carry these as stored outputs.
"""

from __future__ import annotations

from typing import Any

from active_listening import bank
from active_listening.bank.boxes import CLIENT, box_of, quoted
from active_listening.lesson.marking import choices, shuffled
from active_listening.lesson.notice import Page
from active_listening.record import COPY_MIME

OPEN_IT = "Open this page with the course to take part."


def bundle(activity_kind: str, id: str) -> dict[str, str]:
    """text/plain and text/html of an activity, as its cell's first output holds them.

    Raises:
        ContentError: unknown id or broken item.
    """
    return _PAGES[activity_kind](id).bundle()


def bundles(activity_kind: str, id: str) -> list[dict[str, Any]]:
    """All outputs of the cell for a learner who has done nothing yet.

    One for an activity of a lesson; for a graded item a second one, its empty copy of the answer;
    for a hand-in, one more for each reason to disagree that may come to stand there.
    """
    first: dict[str, Any] = bundle(activity_kind, id)
    if activity_kind in ("rewrite", "reply", "worksheet", "roleplay"):
        item = getattr(bank, activity_kind)(id)
        if item.graded:
            empty = {p.id: "" for p in item.prompts} if _has_boxes(item) else ""
            return [first, answer_copy(item, empty)]
    if activity_kind == "hand_in":
        from active_listening.grading.grade import DISAGREEMENTS  # dear, and needed only here

        return [first, *[no_reason()] * DISAGREEMENTS]
    return [first]


def _has_boxes(item: Any) -> bool:
    return getattr(item, "kind", "") == "free_pair"


def answer_copy(item: Any, answer: Any, stamp: dict[str, Any] | None = None) -> dict[str, Any]:
    """The copy of a graded answer that the notebook carries.

    Under `COPY_MIME`: {"item", "answer", "revision", "time", "content", "coach"}; beside it the
    answer as text and as escaped HTML. `stamp`: the last four, empty for an answer not yet given.
    """
    fields = {"revision": 0, "time": "", "content": item.version, "coach": "", **(stamp or {})}
    page = Page()
    if item.call == "roleplay":
        from active_listening.grading.plays import said_in

        page.say(f"Your talk: {said_in(answer) or '(nothing said yet)'}")
    elif isinstance(answer, dict):
        for prompt in item.prompts:
            page.say(f"{prompt.ask}: {answer.get(prompt.id) or '(empty)'}")
    else:
        page.say(f"Your answer: {answer or '(empty)'}")
    return {COPY_MIME: {"item": item.id, "answer": answer, **fields}, **page.bundle("al-copy")}


def reason_copy(id: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The copy of a reason against points, as `answer_copy`: item `id` is ``ITEM/disagrees``."""
    page = Page().say(f"You disagree with the points: {fields['answer'] or '(withdrawn)'}")
    return {COPY_MIME: {"item": id, **fields}, **page.bundle("al-copy")}


def no_reason() -> dict[str, Any]:
    """What stands where a reason against points could stand: nothing to see."""
    return {"text/plain": "", "text/html": '<div class="al-copy"></div>'}


def _quiz(id: str) -> Page:
    item = bank.quiz(id)
    page = Page().say(item.prompt, "strong").say(item.statement, "blockquote")
    if item.client:
        page.say(f"{CLIENT}:").say(item.client, "blockquote")
    page.list(shuffled([o.say for o in item.options], item.id))
    page.list([f"{line.who}: {line.say}" for line in item.lines])
    page.list(shuffled(item.steps, item.id, not_as_given=True))
    page.list(shuffled([e.say for e in item.entries], item.id))
    if item.groups:
        page.say("Groups: " + ", ".join(item.groups))
    if item.pairs:
        page.list([pair.say for pair in item.pairs]).say("What goes with each:")
        page.list(shuffled(choices(item), item.id, not_as_given=True))
    return page.say(OPEN_IT)


def _rewrite(id: str) -> Page:
    return _line(bank.rewrite(id))


def _reply(id: str) -> Page:
    return _line(bank.reply(id))


def _line(item: bank.Rewrite) -> Page:
    """Scene, what is quoted, and what to do. A question alone needs no word on what it is."""
    page, lines = Page().say(item.scene), quoted(item)
    alone = len(lines) == 1 and item.rubric in ("rewrite", "keep_closed")
    for label, text in lines:
        page.say("" if alone else f"{label}:").say(text, "blockquote")
    return page.say(box_of(item).ask).say(OPEN_IT)


def _dialogue(id: str) -> Page:
    item = bank.dialogue(id)
    page = Page().say(item.title, "strong")
    for line in item.lines:
        if line.you or line.predict:
            return page.say(line.you or line.predict).say(OPEN_IT)
        page.say(f"{line.who}: {line.say}")
    return page.say(OPEN_IT)


def _roleplay(id: str) -> Page:
    from active_listening import roleplays

    task = bank.roleplay(id)
    item = roleplays.find(task.scene)
    page = Page().say(item.title, "strong")
    if task.graded:
        from active_listening.grading.plays import lines_of

        page.say("How it is marked")
        page.list([f"{_points(line.points)}: {line.what}" for line in lines_of(task)])
    page.say(f"You are {item.you['name']}, {item.you['role']}. {item.you['brief']}")
    for one in item.people[1:]:
        page.say(f"{one.name}, {one.role}, {one.company}, is in the room as well.")
    page.say(f"{item.client['name']}, {item.client['role']}, {item.client['company']}:")
    return page.say(item.opening.say, "blockquote").say(OPEN_IT)


def _worksheet(id: str) -> Page:
    item = bank.worksheet(id)
    page = Page().say(item.title, "strong").list([prompt.ask for prompt in item.prompts])
    scheme = [f"{_points(line.points)}: {line.what}" for line in item.scheme]
    return page.say("How it is marked" if scheme else "").list(scheme).say(OPEN_IT)


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"


def _options(id: str) -> Page:
    item = bank.options(id)
    page = Page().say(item.scene).say(item.ask, "strong")
    return page.list([interest.need for interest in item.interests]).say(OPEN_IT)


def _observe(id: str) -> Page:
    item = bank.observation(id)
    page = Page().say(item.title, "strong").say(item.scene)
    page.list([f"{code.sign}: {code.name}" for code in item.codes])
    return page.list([f"{line.who}: {line.say}" for line in item.lines]).say(OPEN_IT)


def _skill_check(id: str) -> Page:
    item = bank.form(id)
    count = sum(len(ids) for ids in item.parts.values())
    return Page().say(item.title, "strong").say(f"{count} short tasks.").say(OPEN_IT)


def _hand_in(name: str) -> Page:
    item = bank.assignment(name)
    page = Page().say("Hand in", "strong")
    answers = "1 answer" if len(item.items) == 1 else f"{len(item.items)} answers"
    return page.say(f"{answers}, {_points(item.max_points)}.").say(OPEN_IT)


def _progress(_: str) -> Page:
    return Page().say("Your progress", "strong").say(OPEN_IT)


_PAGES = {
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
