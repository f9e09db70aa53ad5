"""A class in memory instead of a gradebook, so that the tests of marking need none."""

from collections.abc import Iterable
from dataclasses import replace

from active_listening.classroom.book import Mark
from active_listening.classroom.layout import ClassError
from active_listening.classroom.marking.groups import Waiting
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult

NAME = "03_open_questions"


def answer(text: str, number: int = 1, **fields: object) -> ItemResult:
    usual = {
        "id": f"item-{number}", "number": number, "kind": "rewrite", "task": "", "answer": text,
        "status": "unsure", "reading": None, "auto": None, "manual": None, "max_points": 5.0,
        "waiting": True,
    }  # fmt: skip
    return ItemResult(**{**usual, **fields})  # type: ignore[arg-type]


class Memory:
    """A shelf in memory that can refuse, and that others can write to."""

    def __init__(self, *answers: tuple[str, ItemResult]) -> None:
        self.held = {(student, item.id): item for student, item in answers}
        self.refuses = ""
        self.writes = 0

    def read(self) -> ClassResult:
        students = dict.fromkeys(student for student, _ in self.held)
        listed = tuple(
            StudentResult(one, "", "", "", None, "", 0.0,
                          tuple(item for (s, _), item in self.held.items() if s == one))
            for one in students
        )  # fmt: skip
        return ClassResult(NAME, 10.0, listed)

    def give(self, marks: Iterable[Mark]) -> None:
        if self.refuses:
            raise ClassError(self.refuses)
        self.writes += 1
        for mark in marks:
            key = mark.student, mark.item
            self.held[key] = replace(
                self.held[key], manual=mark.points, comment=mark.comment or "", waiting=False
            )

    def restore(self, before: Iterable[Waiting]) -> None:
        if self.refuses:
            raise ClassError(self.refuses)
        for one in before:
            self.held[one.student, one.item.id] = one.item
