"""Both forms of the test: one plan, no item in common, and their models pass."""

import pytest

from active_listening import bank, coach
from active_listening.bank import forms

FORMS = [bank.form("form-a"), bank.form("form-b")]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_fits_the_blueprint_and_its_models_pass(form: bank.Form) -> None:
    assert list(forms.findings(form)) == []
    for id in (id for ids in form.parts.values() for id in ids):
        task = forms.task(id)
        if isinstance(task, bank.Rewrite):
            assert [coach.read(model, task).verdict for model in task.models] == ["pass"] * 3


def test_the_forms_share_no_item_and_ask_for_the_same_in_the_same_place() -> None:
    a, b = ([forms.task(id) for ids in form.parts.values() for id in ids] for form in FORMS)
    assert not {task.id for task in a} & {task.id for task in b}
    assert [task.kind for task in a] == [task.kind for task in b]
    rubrics = [[getattr(task, "rubric", "") for task in tasks] for tasks in (a, b)]
    assert rubrics[0] == rubrics[1]


def test_form_b_is_compared_with_form_a() -> None:
    assert [form.after for form in FORMS] == ["", "form-a"]
