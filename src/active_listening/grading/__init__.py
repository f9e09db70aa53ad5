"""Answers in, points and reasons out: the same for a learner alone and for a class."""

from active_listening.grading.grade import Grade, ItemGrade, grade
from active_listening.grading.handin import Receipt, current_answers, hand_in

__all__ = ["Grade", "ItemGrade", "Receipt", "current_answers", "grade", "hand_in"]
