"""The client: a state and what was said go in, a new state and what happened come out.

Pure functions. The same seed and the same turns give the same talk. A turn goes: moves, reactions,
rules of order, flags, an ending that is due, else at most one hint or reveal, else the client's
line; and when the turns are used up, the last ending.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from active_listening.coach.moves import ROADBLOCKS
from active_listening.roleplays import rules, topics
from active_listening.roleplays.facts import (
    ASKING,
    HIDDEN,
    HINTED,
    LISTENING,
    QUESTIONS,
    REVEALED,
    Facts,
    State,
)
from active_listening.roleplays.rules import Effect, Line, Rule
from active_listening.roleplays.scene import ANYWHERE, Beat, Choice, Ending, Scene

VERSION = "1"
"""Goes up when the same turns could give another talk."""
OFFERED, FEWEST = 4, 3
"""Lines to choose from: at most, and, by filling up from the beat `anywhere`, at least."""
_BARE = re.compile(r"[\W_]+")
_PLACE = re.compile(r"(^\W*|[.?!]\W+|)\{(feeling|word)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of the learner.

    Attributes:
        moves: what it does, in order, each once; ids of the coach's moves and flaws.
        choice: the id of the choice taken, "" for a typed line.
        feeling, word: what the client may pick up of it; "" where there is nothing.
        length: words.
        leaves: the learner ends the talk with this.
        to: ids of those for whom it is meant; () for whoever spoke last.
        sides: takes the side of one of two.
    """

    text: str
    moves: tuple[str, ...] = ()
    choice: str = ""
    feeling: str = ""
    word: str = ""
    length: int = 0
    leaves: bool = False
    to: tuple[str, ...] = ()
    sides: bool = False

    @property
    def understood(self) -> bool:
        """Whether there is anything for the client to react to."""
        return bool(self.moves) or self.leaves


@dataclass(frozen=True, slots=True)
class Happened:
    """What a turn brought about.

    Attributes:
        beat: where the talk was when it was said.
        effect: changes of trust, tension and openness, in points.
        fired: rules of order that held.
        came_out: the concern hinted at or revealed, else "".
        line, reply: the client's line and its words.
        flags: that came true.
        who: said the line, by id.
        to: those for whom the turn was taken to be meant.
    """

    beat: str
    effect: Effect
    fired: tuple[Rule, ...]
    came_out: str
    line: Line
    reply: str
    flags: tuple[str, ...] = ()
    who: str = ""
    to: tuple[str, ...] = ()


def begin(scene: Scene) -> State:
    """The state before the learner's first turn."""
    concerns = {concern.id: HIDDEN for concern in scene.concerns}
    return scene.start.changed(
        concerns=concerns,
        spent=frozenset(["opening"]),
        spoke=scene.people[0].id,
        turns_to=dict.fromkeys((one.id for one in scene.people), 0),
    )


def offers(scene: Scene, state: State, seed: int) -> tuple[Choice, ...]:
    """What the learner can choose to say now: three or four lines, or as many as there are."""
    if state.ending:
        return ()
    facts = facts_of(scene, state)
    chance = random.Random(f"{seed}/{state.turn}")
    pool = _open(_beat(scene, facts).choices, facts)
    chance.shuffle(pool)
    main = state.concerns[scene.main] == REVEALED
    chosen = _varied(pool, main)
    if len(chosen) < FEWEST:
        spare = [
            c for beat in scene.beats if beat.id == ANYWHERE for c in _open(beat.choices, facts)
        ]
        chance.shuffle(spare)
        chosen += _varied([c for c in spare if c not in chosen], main)[: OFFERED - len(chosen)]
    chance.shuffle(chosen)
    return tuple(chosen)


def beat_of(scene: Scene, state: State) -> Beat:
    """Where the talk is."""
    return _beat(scene, facts_of(scene, state))


def can_be_said(scene: Scene, state: State, choice: str, seed: int) -> bool:
    """Whether this choice is on offer, or would be, were it needed to fill up."""
    if choice.startswith(f"{ANYWHERE}/"):
        return bool(_open([scene.choices[choice]], facts_of(scene, state)))
    return any(one.id == choice for one in offers(scene, state, seed))


def _open(choices: Iterable[Choice], facts: Facts) -> list[Choice]:
    """Those that fit now and were not said yet."""
    taken = facts.state.chosen
    return [c for c in choices if c.id not in taken and (c.when is None or c.when(facts))]


def _varied(pool: list[Choice], main: bool) -> list[Choice]:
    """Up to `OFFERED` of the pool: one that does good now, one roadblock, then in order."""
    good = next((c for c in pool if is_good(c, main)), None)
    poor = next((c for c in pool if not ROADBLOCKS.isdisjoint(c.moves)), None)
    first = [choice for choice in (good, poor) if choice]
    return (first + [c for c in pool if c not in first])[:OFFERED]


_MORE_THAN_ASKING = LISTENING | frozenset(
    "check_back permission common_ground ground_rules inviting_options proposing next_step".split()
)
"""What makes a turn with a question more than a question of an interview."""
_LISTENS = (
    LISTENING | ASKING | frozenset(["check_back", "permission", "common_ground", "ground_rules"])
)
_LEADS_ON = _LISTENS | frozenset(["inviting_options", "next_step", "proposing"])
_FIXES = frozenset(["next_step", "proposing"])
_HINDERS = ROADBLOCKS | frozenset(
    "leading loaded double_barrelled multiple solution_in_disguise".split()
)


def is_good(choice: Choice, main: bool = True) -> bool:
    """Whether it listens or leads on, and nothing in it hinders.

    Args:
        main: whether the main concern is out; before that a fix leads nowhere.
    """
    moves = choice.moves
    if not _HINDERS.isdisjoint(moves) or not (main or _FIXES.isdisjoint(moves)):
        return False
    return not (_LEADS_ON if main else _LISTENS).isdisjoint(moves)


def _beat(scene: Scene, facts: Facts) -> Beat:
    """Where the talk is: the first beat whose condition holds, else the last that has none."""
    for beat in scene.beats:
        if beat.id != ANYWHERE:
            here = beat
            if beat.when is None or beat.when(facts):
                break
    return here


def turn(scene: Scene, state: State, said: Said, seed: int) -> tuple[State, Happened]:
    """The state after `said`, and what happened.

    What the client cannot make sense of changes nothing: no turn is counted.

    Raises:
        ValueError: where the conversation is over.
    """
    if state.ending:
        raise ValueError("This conversation is over.")
    if not said.understood:
        return _not_understood(scene, state, said)
    bare, to = _bare(said.text), said.to or (state.spoke,)
    after = _counted(state, said, bare, to)
    facts = Facts(
        after,
        did=said.moves,
        last=state.moves,
        main=scene.main,
        left=scene.turns - after.turn,
        over=said.leaves or after.turn >= scene.turns,
        words=said.length,
        repeated=bool(bare) and bare in state.said,
        to=to,
        sides=said.sides,
        about=topics.found(said.text, scene.topics),
    )
    beat = _beat(scene, Facts(state, last=state.moves, main=scene.main, left=facts.left + 1))
    fired = tuple(rule for rule in scene.shared.rules if rule.when(facts))
    effect = _effect(scene, facts, fired)
    facts.state = after = _moved(after, effect)
    facts.fired = tuple(rule.id for rule in fired)
    flags = _flags(scene, facts)
    if flags:
        facts.state = after = after.changed(
            flags={**after.flags, **dict.fromkeys(flags, after.turn)}
        )
        facts.flags = after.flags
    end = next((e for e in scene.endings if e.when(facts)), None)
    came_out = "" if end else _coming_out(scene, facts)
    if came_out:
        stage = after.concerns[came_out] + 1
        facts.state = after = after.changed(concerns={**after.concerns, came_out: stage})
    line = _line(scene, facts, said, beat, end, came_out, seed)
    ending, who = end.id if end else "", line.who or to[0]
    after = after.changed(spent=after.spent | {line.id}, ending=ending, spoke=who)
    reply = _filled(line, said)
    return after, Happened(beat.id, effect, fired, came_out, line, reply, flags, who, to)


def _not_understood(scene: Scene, state: State, said: Said) -> tuple[State, Happened]:
    lines = [line for line in scene.unsure if line.id not in state.spent] or list(scene.unsure)
    line, to = lines[0], said.to or (state.spoke,)
    happened = Happened("", (0.0, 0.0, 0.0), (), "", line, line.say, who=to[0], to=to)
    return state.changed(spent=state.spent | {line.id}, spoke=to[0]), happened


def _counted(state: State, said: Said, bare: str, to: tuple[str, ...]) -> State:
    """The state with this turn's moves counted, and nothing moved yet."""
    turns_to = state.turns_to
    if len(to) == 1 and not said.leaves:
        turns_to = {**turns_to, to[0]: turns_to.get(to[0], 0) + 1}
    counts = dict(state.counts)
    for move in said.moves:
        counts[move] = counts.get(move, 0) + 1
    moves = frozenset(said.moves)
    only_asks = not QUESTIONS.isdisjoint(moves) and _MORE_THAN_ASKING.isdisjoint(moves)
    alike = bool(moves) and moves == frozenset(state.moves) and to == state.to
    return state.changed(
        turn=state.turn + 1,
        counts=counts,
        moves=said.moves,
        asked=state.asked + 1 if only_asks else 0,
        alike=state.alike + 1 if alike else 1,
        said=state.said | {bare} if bare else state.said,
        chosen=state.chosen | {said.choice} if said.choice else state.chosen,
        turns_to=turns_to,
        to=to,
    )


def _effect(scene: Scene, facts: Facts, fired: Iterable[Rule]) -> Effect:
    """What the turn changes: its moves, no more than one turn can; then what the rules cost.

    Beside something that stings, what else the turn does is not heard.
    """
    limits = scene.shared.limits
    changes = [*_reactions(scene, facts), *(rule.effect for rule in fired if rule.pays)]
    if not ROADBLOCKS.isdisjoint(facts.did):
        changes = [(min(0.0, t), max(0.0, n), min(0.0, o)) for t, n, o in changes]
    moved = _added(changes)
    kept = [
        max(-limits[scale]["down"], min(limits[scale]["up"], change))
        for scale, change in zip(rules.SCALES, moved, strict=True)
    ]
    cost = _added(rule.effect for rule in fired if not rule.pays)
    trust, tension, openness = (one + other for one, other in zip(kept, cost, strict=True))
    return trust, tension, openness


def _reactions(scene: Scene, facts: Facts) -> Iterator[Effect]:
    for move in facts.did:
        for reaction in scene.shared.reactions.get(move, ()):
            if reaction.when is None or reaction.when(facts):
                yield reaction.effect
                break


def _added(effects: Iterable[Effect]) -> list[float]:
    return [sum(changes) for changes in zip((0.0, 0.0, 0.0), *effects, strict=True)]


def _moved(state: State, effect: Effect) -> State:
    now = (state.trust, state.tension, state.openness)
    trust, tension, openness = (
        max(0.0, min(10.0, value + change)) for value, change in zip(now, effect, strict=True)
    )
    return state.changed(trust=trust, tension=tension, openness=openness)


def _flags(scene: Scene, facts: Facts) -> tuple[str, ...]:
    """The flags that come true now, each seeing those before it."""
    found: list[str] = []
    known = dict(facts.flags)
    facts.flags = known
    for name, when in scene.flags.items():
        if name not in known and when(facts):
            known[name] = facts.state.turn
            found.append(name)
    return tuple(found)


def _coming_out(scene: Scene, facts: Facts) -> str:
    """The concern that is revealed now, else the one hinted at, else ""."""
    for stage, name in ((HINTED, "reveal"), (HIDDEN, "hint")):
        for concern in scene.concerns:
            line: Line = getattr(concern, name)
            if facts.state.concerns[concern.id] == stage and line.when and line.when(facts):
                return concern.id
    return ""


def _line(
    scene: Scene,
    facts: Facts,
    said: Said,
    beat: Beat,
    end: Ending | None,
    came_out: str,
    seed: int,
) -> Line:
    """What the client says to this turn."""
    if end:
        return end.line
    if came_out:
        concern = next(c for c in scene.concerns if c.id == came_out)
        revealed = facts.state.concerns[came_out] == REVEALED
        return concern.reveal if revealed else concern.hint
    reply = scene.choices[said.choice].reply if said.choice else None
    if reply:
        return reply
    spare = tuple(line for b in scene.beats if b.id == ANYWHERE for line in b.lines)
    for lines in (beat.lines, scene.lines, spare, scene.shared.stock):
        first = next((line for line in lines if _fits(line, facts, said)), None)
        if first:
            text = _text(first)
            same = [one for one in lines if _text(one) == text and _fits(one, facts, said)]
            if len(same) == 1:
                return same[0]
            return random.Random(f"{seed}/{facts.state.turn}/line").choice(same)
    return scene.shared.stock[-1]


def _text(line: Line) -> str:
    return line.when.text if line.when else ""


def _fits(line: Line, facts: Facts, said: Said) -> bool:
    if line.id in facts.state.spent and not line.again:
        return False
    if ("feeling" in line.needs and not said.feeling) or ("word" in line.needs and not said.word):
        return False
    return line.when is None or line.when(facts)


def _filled(line: Line, said: Said) -> str:
    """The line with the learner's own words in it, with a capital where they begin a sentence."""
    if not line.needs:
        return line.say
    own = {"feeling": said.feeling, "word": said.word}

    def put(found: re.Match[str]) -> str:
        before, word = found[1], own[found[2]]
        begins = before or not found.start()
        return before + (word[:1].upper() + word[1:] if begins else word)

    return _PLACE.sub(put, line.say)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _BARE.sub(" ", text.casefold()).strip()


def left(scene: Scene, state: State) -> int:
    """Turns that the learner still has."""
    return max(0, scene.turns - state.turn)


def facts_of(scene: Scene, state: State) -> Facts:
    """A state between turns, as conditions see it."""
    return Facts(state, last=state.moves, main=scene.main, left=left(scene, state))
