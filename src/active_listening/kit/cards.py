"""Role cards for the people in a room, from the same file as the role-play on the screen.

One document a scene, one page each for the client, or the two of them, the account manager, the
observer and the trainer. What is hidden stands on the client's card whose it is, and on the
trainer's page alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from active_listening import bank
from active_listening.kit import documents
from active_listening.roleplays import Scene, bots, engine
from active_listening.roleplays.facts import State
from active_listening.roleplays.people import Person
from active_listening.roleplays.scene import Concern

FOLDER, NAME = "role-plays", "role_cards"
"""The folder below the kit's own that holds a folder for each scene, and the document in it."""

_CUES = (
    (("reflection_feeling",), "They name what you feel"),
    (("open_question",), "They ask, and leave room"),
    (("encourager",), "They wait, or say “go on”"),
    (("defending",), "They explain or defend"),
    (("proposing",), "They have a remedy at once"),
    (("summary", "check_back"), "They sum it up, and have it right"),
)
"""Moves, and what a person at a table sees of them; the last comes late in the talk."""
_ALSO = {"open_question": "asked", "defending": "stung", "proposing": "fired(early_fix)"}
"""What conditions may ask about in place of the move."""

HELPS = (
    "open questions",
    "said back what they had heard",
    "named a feeling",
    "“Have I got that right?”",
    "asked before advising or explaining",
    "waited, or said no more than “go on”",
)
HINDERS = (
    "questions answered by yes, no or a number",
    "interrupted",
    "explained or defended",
    "made it smaller than the client did",
    "a remedy before the trouble was out",
    "advice that nobody had asked for",
)
"""What the observer counts: moves in plain words."""

KINDS = {
    "best": "What the scene is for",
    "fair": "Agreed, not confirmed",
    "heard": "Much is said, nothing agreed",
    "patch": "A remedy for another trouble",
    "drift": "Polite, and nothing moved",
    "walkout": "The client goes",
}
"""Kinds of endings, as the trainer reads them, from the best to the worst."""


def page(scene: Scene, paper: str = "a4") -> str:
    """The cards of a scene as HTML: no script, nothing loaded, everything escaped."""
    size, height, width = documents.PAPERS[paper]
    main = next(concern for concern in scene.concerns if concern.main)
    order = list(KINDS)
    # One ending a kind: the last of them, which asks for least.
    ends = sorted({e.kind: e for e in scene.endings}.values(), key=lambda e: order.index(e.kind))
    told = [concern.about for concern in scene.concerns] + [e.after for e in ends]
    shown = {
        "scene": scene,
        "graded_in": bank.graded_in(scene.id),
        "size": size,
        "height": height,
        "width": width,
        "clients": [_client(scene, one) for one in scene.people],
        "you_are": _sentence(scene.you["role"]),
        "trainer_points": _points(told, 1900, 10),
        "manager": scene.cards["you"],
        "observer": [_sentence(line) for line in scene.cards["observer"]],
        "hidden": [main, *(concern for concern in scene.concerns if concern is not main)],
        "helps": HELPS,
        "hinders": HINDERS,
        "kinds": KINDS,
        "endings": ends,
    }
    return documents.environment().get_template(f"{NAME}.html").render(shown)


def _client(scene: Scene, who: Person) -> dict[str, Any]:
    """What stands on the card of somebody on the client's side."""
    card = scene.cards["client" if who is scene.people[0] else "other"]
    concern, own = _kept_back(scene, who), lines(scene, who)
    to_play = [card["mood"], card["wants"], card["first"], concern.hint.say, concern.reveal.say]
    to_play += [*card["hides"], *card["opens"], *card["closes"], *(text for _, text in own)]
    return {
        **card,
        "name": who.name,
        "short": who.short,
        "is": _sentence(f"{who.role}, {who.company}"),
        "points": _points(to_play, 1740, 12.5),
        "opens": [_sentence(line) for line in card["opens"]],
        "closes": [_sentence(line) for line in card["closes"]],
        "lines": own,
        "main": concern,
    }


def _kept_back(scene: Scene, who: Person) -> Concern:
    """What this person turns on: the main concern, or where another tells that one, their own."""
    own = [concern for concern in scene.concerns if concern.reveal.who == who.id]
    return next((one for one in own or scene.concerns if one.main), (own or scene.concerns)[0])


def lines(scene: Scene, who: Person | None = None) -> list[tuple[str, str]]:
    """What the account manager may do, and the client's own words to it, from the scene.

    `who`: whose words; the client's, where nobody is named. To most, what they would say at the
    beginning; to a summary, what they say when a good listener comes to it. A move for which the
    scene has no line of theirs is left out.
    """
    before = [engine.begin(scene)]
    for said, state, _ in bots.by_moves(scene, bots.listener):
        if "summary" in said.moves:
            break
        before.append(state)
    moments = [before[0]] * (len(_CUES) - 1) + [before[-1]]
    found: dict[str, str] = {}
    for (moves, cue), state in zip(_CUES, moments, strict=True):
        reply = _reply(scene, state, moves, (who or scene.people[0]).id)
        if reply:
            found.setdefault(reply, cue)
    return [(cue, reply) for reply, cue in found.items()]


def _reply(scene: Scene, state: State, moves: tuple[str, ...], who: str) -> str:
    """The first line of somebody's that is meant for these moves and that fits now, else ""."""
    facts = engine.facts_of(scene, state)
    facts.did, facts.to = moves, (who,)
    facts.fired = ("early_fix",) if "proposing" in moves else ()
    meant = {f"did({moves[0]})", _ALSO.get(moves[0], "")}
    for line in (*engine.beat_of(scene, state).lines, *scene.lines):
        when = line.when
        if line.who != who or line.needs or not when:
            continue
        if meant & when.names and when(facts):
            return line.say
    return ""


def _points(texts: Iterable[str], room: int, most: float) -> float:
    """The size of type at which `texts` fill a page: `most` up to `room` characters, then less."""
    characters = sum(len(" ".join(text.split())) for text in texts)
    return round(min(most, most * (room / characters) ** 0.5), 1)


def _sentence(text: Any) -> str:
    """`text` with a capital letter: some authors write a list's points without."""
    words = " ".join(str(text).split())
    return words[:1].upper() + words[1:]
