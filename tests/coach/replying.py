"""Answers to a client, judged by the coach: what the tests of the reply rubrics share."""

from active_listening import coach
from active_listening.coach.reading import Criterion, Move
from active_listening.coach.rubrics import Asked, Evidence, judge
from active_listening.coach.text import sentences

MARKS = {"half": "½", "no": ""}


def judged(asked: Asked, text: str, moves: dict[str, str] | None = None) -> tuple[str, str]:
    """The verdict, and which of the criteria that decide it fall short: "P1½ P3".

    Args:
        moves: moves by hand, each with its words, in place of those that the coach finds.
    """
    read = coach.read(text, asked)
    verdict, criteria = read.verdict, read.criteria
    if moves is not None:
        found = [Move(id, (text.index(w), text.index(w) + len(w))) for id, w in moves.items()]
        asking = [move for move in read.moves if move.id.endswith("question")]
        seen = Evidence(text, sentences(text), read.question, read.flaws, asked, (*asking, *found))
        criteria, _, verdict = judge(seen)
    decisive = {rule.id for rule in coach.rubric(asked.rubric) if rule.needs}
    return str(verdict), short([c for c in criteria if c.id in decisive])


def short(criteria: list[Criterion]) -> str:
    """The criteria not met in full, as in a test's table."""
    return " ".join(c.id + MARKS[c.met] for c in criteria if c.met in MARKS)


def met(asked: Asked, text: str, id: str) -> str:
    """How far one criterion is met."""
    return next(c.met for c in coach.read(text, asked).criteria if c.id == id)
