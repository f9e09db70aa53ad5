"""A lesson's activities on paper: to write on for the learner, with what is right for the trainer.

The handout has none of the answers: it is made from what a page shows before anything was done.
"""

from __future__ import annotations

from typing import Any

from active_listening import bank, roleplays
from active_listening.bank.boxes import box_of, quoted
from active_listening.check import activities
from active_listening.lesson import questions

SEED = "paper"
"""Everybody's paper has the same order, which is not that of the file."""
Shown = dict[str, Any]


def on_paper(verb: str, id: str) -> Shown | None:
    """An activity to write on, as `kind` and its fields; None for what needs a screen."""
    return _PAPER[verb](id) if verb in _PAPER else None


def for_trainer(id: str) -> Shown:
    """An activity of a session with its answers: `head`, the lines of a script, what is right."""
    activity = activities.known()[id]
    item = activity.item()
    return {"id": id, **_TRAINER[activity.kind](item)}


# -- to write on -------------------------------------------------------------------------------


def _quiz(id: str) -> Shown:
    item = bank.quiz(id)
    asked = questions.asked(item, SEED, questions.blank(item, SEED))
    steps = asked["picked"] if item.kind == "order" else []
    return {**asked, "kind": "quiz", "form": item.kind, "steps": steps, "client": item.client}


def _line(item: bank.Rewrite) -> Shown:
    worked = item.worked.text if item.worked else ""
    return {
        "kind": "line",
        "scene": item.scene,
        "quoted": [one._asdict() for one in quoted(item)],
        "worked": worked,
        "starter": item.starter,
        "label": box_of(item).label,
        "lines": box_of(item).lines,
    }


def _dialogue(id: str) -> Shown:
    item = bank.dialogue(id)
    return {"kind": "dialogue", "title": item.title, "lines": _spoken(item)}


def _spoken(item: bank.Dialogue) -> list[Shown]:
    """What is said, line by line; where the learner types there is room to write."""
    return [
        {"who": line.who, "say": line.say, "note": line.note, "you": line.you}
        for line in item.lines
        if not line.predict
    ]


def _worksheet(id: str) -> Shown:
    item = bank.worksheet(id)
    prompts = [{"ask": prompt.ask, "lines": prompt.lines} for prompt in item.prompts]
    return {"kind": "worksheet", "title": item.title, "prompts": prompts}


def _options(id: str) -> Shown:
    item = bank.options(id)
    needs = [interest.need for interest in item.interests]
    shown = {"scene": item.scene, "ask": item.ask, "needs": needs}
    return {"kind": "options", **shown, "rows": item.least + 2}


def _observe(id: str) -> Shown:
    item = bank.observation(id)
    lines = [{"who": one.who, "say": one.say, "coded": bool(one.key)} for one in item.lines]
    codes = [f"{code.sign} {code.name}" for code in item.codes]
    return {
        "kind": "observe", "title": item.title, "scene": item.scene, "codes": codes, "lines": lines,
    }  # fmt: skip


def _roleplay(id: str) -> Shown:
    scene = roleplays.find(bank.roleplay(id).scene)
    you = f"You are {scene.you['name']}, {scene.you['role']}."
    return {
        "kind": "roleplay", "title": scene.title, "you": you, "brief": scene.you["brief"],
        "opening": scene.opening.say, "client": scene.client["short"],
    }  # fmt: skip


_PAPER: dict[str, Any] = {
    "quiz": _quiz,
    "rewrite": lambda id: _line(bank.rewrite(id)),
    "reply": lambda id: _line(bank.reply(id)),
    "dialogue": _dialogue,
    "worksheet": _worksheet,
    "options": _options,
    "observe": _observe,
    "roleplay": _roleplay,
}


# -- for the trainer ---------------------------------------------------------------------------


def _answered(item: bank.Quiz) -> Shown:
    held: list[Any] = [*item.options, *item.entries, *item.pairs, *item.lines]
    wrong = [(one.say, one.misconception) for one in held if getattr(one, "misconception", "")]
    return {
        "kind": "quiz",
        "head": f"{item.prompt} {item.statement}".strip(),
        "client": item.client,
        "right": questions.solution(item),
        "wrong": wrong[:4],
    }


def _models(item: bank.Rewrite) -> Shown:
    return {
        "kind": "line",
        "head": item.scene,
        "quoted": [one._asdict() for one in quoted(item)],
        "right": list(item.models),
    }


def _script(item: bank.Dialogue) -> Shown:
    lines = [line for line in _spoken(item) if line["say"] or line["you"]]
    return {"kind": "script", "head": item.title, "lines": lines}


def _prompts(item: bank.Worksheet) -> Shown:
    head = item.title or item.prompts[0].ask
    return {"kind": "quiz", "head": head, "client": "", "right": [], "wrong": []}


def _found(item: bank.Options) -> Shown:
    models = [model.say for model in item.models]
    return {"kind": "line", "head": item.ask, "quoted": [], "right": models}


def _coded(item: bank.Observation) -> Shown:
    names = {code.id: code.name for code in item.codes}
    lines = [
        {"who": one.who, "say": one.say, "you": "",
         "note": f"{names[one.key]}. {one.why}" if one.key else ""}
        for one in item.lines
    ]  # fmt: skip
    return {"kind": "script", "head": item.title, "lines": lines}


def _cards(item: bank.Roleplay) -> Shown:
    scene = roleplays.find(item.scene)
    return {"kind": "cards", "head": scene.title, "folder": f"role-plays/{scene.id}"}


_TRAINER: dict[str, Any] = {
    "quizzes": _answered,
    "rewrites": _models,
    "replies": _models,
    "dialogues": _script,
    "worksheets": _prompts,
    "options": _found,
    "observations": _coded,
    "roleplays": _cards,
}
