"""Answers in, points and reasons out: the same for a learner alone and for a class."""

from active_listening.grading.exchange import (
    ClassReceipt,
    course,
    fetch_feedback,
    returned,
    submit,
)
from active_listening.grading.grade import DISAGREES, Grade, ItemGrade, grade, reason_against
from active_listening.grading.handin import FOLDER, Receipt, current_answers, current_items, hand_in

__all__ = [
    "DISAGREES",
    "FOLDER",
    "ClassReceipt",
    "Grade",
    "ItemGrade",
    "Receipt",
    "course",
    "current_answers",
    "current_items",
    "fetch_feedback",
    "grade",
    "hand_in",
    "reason_against",
    "returned",
    "submit",
]
