"""What is wrong with a scene that its form cannot show: found by playing it.

Bots with one habit each, plays by chance, and every short way through: what no play reaches, whom
the scene rewards wrongly, what is said twice. For `active-listening check` and for an author at
work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from active_listening.coach.moves import ROADBLOCKS
from active_listening.roleplays import bots, engine
from active_listening.roleplays.bots import Told
from active_listening.roleplays.facts import ASKING, LISTENING, State
from active_listening.roleplays.hearing import chosen
from active_listening.roleplays.rules import Line
from active_listening.roleplays.scene import ANYWHERE, Scene

Finding = tuple[list[Any], str, str]
"""Path of the field, what was found, how to mend it."""
LINES: Final = 40
"""Lines a client has, at least."""
SHORTEST, LONGEST_BEST = 8, 14
"""Turns on the best path."""
BY_CHANCE: Final = 0.01
"""Share of plays by chance that may end best."""
LONGEST_CHOICE: Final = 0.3
"""Share of offers in which the best line may be the longest."""
STOCK: Final = 0.03
"""Share of turns for which a scene may have no line of its own."""


@lru_cache(maxsize=64)
def findings(scene: Scene, plays: int = 600) -> tuple[Finding, ...]:
    """Everything wrong with a scene, `plays` of each sort being played: seconds of work."""
    return (*_texts(scene), *_bots(scene), *_played(scene, plays))


def client_lines(scene: Scene) -> list[tuple[list[Any], Line]]:
    """Every line of the client, with the path of its text in the file."""
    found: list[tuple[list[Any], Line]] = [(["opening"], scene.opening)]
    for i, concern in enumerate(scene.concerns):
        found.append((["concerns", i, "hint", "say"], concern.hint))
        found.append((["concerns", i, "reveal", "say"], concern.reveal))
    for i, beat in enumerate(scene.beats):
        for k, choice in enumerate(beat.choices):
            if choice.reply:
                found.append((["beats", i, "choices", k, "reply"], choice.reply))
        found += [(["beats", i, "lines", k, "say"], line) for k, line in enumerate(beat.lines)]
    found += [(["lines", k, "say"], line) for k, line in enumerate(scene.lines)]
    found += [(["unsure", k], line) for k, line in enumerate(scene.unsure)]
    found += [(["endings", k, "say"], e.line) for k, e in enumerate(scene.endings)]
    return found


def _texts(scene: Scene) -> Iterator[Finding]:
    lines = client_lines(scene)
    if len(lines) < LINES:
        found = f"the client has {len(lines)} lines"
        yield ["beats"], found, f"Write at least {LINES}, so that two plays differ."
    seen: dict[str, list[Any]] = {}
    for path, line in lines:
        if line.say in seen:
            yield path, "the client says this elsewhere too", "Reword one of them."
        seen[line.say] = path
    said: Counter[str] = Counter(choice.say for choice in scene.choices.values())
    for i, beat in enumerate(scene.beats):
        for k, choice in enumerate(beat.choices):
            if said[choice.say] > 1:
                yield ["beats", i, "choices", k, "say"], "this stands twice", "Reword one of them."
        if not any(engine.is_good(choice) for choice in beat.choices):
            mend = "Add one that listens or leads on, or nobody gets out of here."
            yield ["beats", i, "choices"], "no choice of this beat does any good", mend
    for i, ending in enumerate(scene.endings[:-1]):
        if ending.when.text == "over":
            yield ["endings", i, "when"], "this always holds at the end", "Put it last."
    placed = [(i, beat) for i, beat in enumerate(scene.beats) if beat.id != ANYWHERE]
    for i, beat in placed[:-1]:
        if beat.when is None:
            yield ["beats", i], "this beat has no `when`", "Add it, or no later beat ever comes."
    if placed[-1][1].when is not None:
        mend = f"Take it out of the last beat before `{ANYWHERE}`: it is where the talk is else."
        yield ["beats", placed[-1][0], "when"], "the last beat has a condition", mend
    yield from _braces([], scene.document.node)


_BRACES = re.compile(r"\{[^{}]*\}?|\}")


def _braces(path: list[Any], node: Any) -> Iterator[Finding]:
    """What stands in braces and is put in by nobody."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _braces([*path, key], value)
    elif isinstance(node, tuple):
        for i, value in enumerate(node):
            yield from _braces([*path, i], value)
    elif isinstance(node, str):
        a_line = path[-1] == "say" and "lines" in (path[0], *path[2:3])
        for match in _BRACES.finditer(node):
            if not a_line:
                yield path, f"found {match[0]} here", "It is put in only in `lines`."
            elif match[0] not in ("{feeling}", "{word}"):
                yield path, f"found {match[0]}", "Only {feeling} and {word} are put in."


def _bots(scene: Scene) -> Iterator[Finding]:
    kinds = {ending.kind for ending in scene.endings}
    for habit, should in bots.SHOULD.items():
        name = _name(habit)
        if should not in kinds:
            yield ["endings"], f"no ending is `{should}`", f"Add one: it is for {name}."
            continue
        yield from _reaches(scene, bots.by_moves(scene, habit), should, f"a player who is {name}")
        if habit in bots.BY_CHOICES:
            told = bots.choosing(scene, habit)
            yield from _reaches(
                scene, told, should, f"one who is {name} and takes the lines offered"
            )
    best = bots.by_moves(scene, bots.listener)
    turns = best[-1][1].turn
    if scene.ending(best[-1][1].ending).kind == "best" and not SHORTEST <= turns <= LONGEST_BEST:
        found = f"a good listener needs {turns} turns"
        yield ["endings"], found, f"Let it be {SHORTEST} to {LONGEST_BEST}."
    shortest = shortest_best(scene)
    if shortest:
        found = f"the best ending can be had in {shortest} turns"
        yield ["endings"], found, f"Ask more of it: {SHORTEST} turns at least."


def _name(habit: bots.Habit) -> str:
    return f"`{habit.__name__}`"


def _reaches(scene: Scene, told: list[Told], should: str, who: str) -> Iterator[Finding]:
    ending = scene.ending(told[-1][1].ending)
    if ending.kind != should:
        place = next(i for i, e in enumerate(scene.endings) if e.id == ending.id)
        state = told[-1][1]
        found = (
            f"{who} ends here after {state.turn} turns, with trust {state.trust:g}, tension "
            f"{state.tension:g}, openness {state.openness:g}, and should end in a `{should}` ending"
        )
        yield ["endings", place, "when"], found, "Play it with --bot, and see which turn decides."


def shortest_best(scene: Scene, below: int = SHORTEST) -> int:
    """Turns of the shortest way to the best ending, where it is shorter than `below`; else 0.

    Every way by moves that do good is followed; ways that come to the same state are one.
    """
    steps: list[tuple[str, ...]] = [
        ("reflection_feeling", "open_question", "validation"),
        ("reflection_content", "open_question", "validation"),
        ("summary", "check_back", "validation"),
        ("permission", "inviting_options", "validation"),
        ("next_step", "permission", "summary"),
    ]
    if len(scene.people) > 1:
        steps.append(("ground_rules", "open_question", "validation"))
    states = [engine.begin(scene)]
    for turn in range(1, below):
        seen: dict[Any, State] = {}
        for state in states:
            for n, moves in enumerate(steps):
                said = engine.Said(
                    f"{turn} {n}", moves, length=20, to=bots.meant(scene, state, moves)
                )
                after, _ = engine.turn(scene, state, said, 1)
                if after.ending:
                    if scene.ending(after.ending).kind == "best":
                        return turn
                    continue
                seen.setdefault(_where(after), after)
        states = list(seen.values())
    return 0


def _where(state: State) -> Any:
    return (
        state.trust, state.tension, state.openness, tuple(state.concerns.values()),
        tuple(state.flags), state.moves, state.alike, state.asked,
        tuple(state.turns_to.values()) if len(state.turns_to) > 1 else (),
    )  # fmt: skip


class Seen:
    """What came up in many plays."""

    def __init__(self) -> None:
        self.lines: Counter[str] = Counter()
        self.choices: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self.turns = self.offers = self.longest = 0
        self.few: dict[str, tuple[int, int]] = {}

    def add(self, scene: Scene, told: list[Told]) -> None:
        """Counts one play."""
        self.endings[told[-1][1].ending] += 1
        for said, _, happened in told:
            self.turns += 1
            self.lines[happened.line.id] += 1
            if said.choice:
                self.choices[said.choice] += 1

    def __add__(self, other: Seen) -> Seen:
        both = Seen()
        both.lines = self.lines + other.lines
        both.choices = self.choices + other.choices
        both.endings = self.endings + other.endings
        return both

    def look_at_offers(self, scene: Scene, told: list[Told], seed: int) -> None:
        """Counts how often the best line on offer is the longest, and where few are left."""
        state = engine.begin(scene)
        for _, after, happened in told:
            offered = engine.offers(scene, state, seed)
            if len(offered) < engine.FEWEST:
                self.few.setdefault(happened.beat, (len(offered), state.turn + 1))
            if len(offered) > 1:
                self.offers += 1
                best = max(offered, key=lambda choice: _worth(scene, state, choice, seed))
                self.longest += len(best.say) >= max(len(choice.say) for choice in offered)
            state = after


def _worth(scene: Scene, state: State, choice: Any, seed: int) -> float:
    """What a choice brings: trust and openness up, tension down, something out."""
    after, happened = engine.turn(scene, state, chosen(choice), seed)
    trust, tension, openness = happened.effect
    return trust - tension + openness + 2 * bool(happened.came_out) + len(after.flags)


def survey(scene: Scene, plays: int) -> tuple[Seen, Seen]:
    """What comes up by chance in the lines on offer; and in typed moves and in plays of bots."""
    offered, typed = Seen(), Seen()
    for seed in range(plays):
        told = bots.at_random(scene, seed)
        offered.add(scene, told)
        if seed < plays // 8:
            offered.look_at_offers(scene, told, seed)
        if seed % 5 == 0:
            typed.add(scene, bots.random_moves(scene, seed))
            typed.add(scene, bots.listens_until(scene, seed, chance_moves=True))
            typed.add(scene, bots.listens_until(scene, seed, chance_moves=False))
    for habit in bots.SHOULD:
        for seed in range(3 if plays < 100 else 10):
            typed.add(scene, bots.by_moves(scene, habit, seed))
            typed.add(scene, bots.choosing(scene, habit, seed))
    return offered, typed


_STAND_FOR: Final = {
    "stung": sorted(ROADBLOCKS),
    "asked": sorted(ASKING),
    "listened": sorted(LISTENING),
}


def _moves_for(scene: Scene, names: Iterable[str]) -> tuple[str, ...]:
    """The moves that a condition which asks about `names` may wait for."""
    rules = {f"fired({rule.id})": rule.when.names for rule in scene.shared.rules}
    found: list[str] = []
    for name in sorted(names):
        if name.startswith(("did(", "last(")):
            found.append(name.partition("(")[2].rstrip(")"))
        elif name in rules:
            found += _moves_for(scene, rules[name])
        elif name in scene.flags:
            found += _moves_for(scene, scene.flags[name].names - {name})
        found += _STAND_FOR.get(name, [])
    return tuple(dict.fromkeys(found))


def _words_for(scene: Scene, names: Iterable[str]) -> tuple[str, ...]:
    """A word of each topic that a condition which asks about `names` may wait for."""
    found: list[str] = []
    for name in sorted(names):
        if name.startswith("about("):
            topic = name.partition("(")[2].rstrip(")")
            found.append(str(scene.document.node["topics"][topic][0]).rstrip("*"))
        elif name in scene.flags:
            found += _words_for(scene, scene.flags[name].names - {name})
    return tuple(dict.fromkeys(found))


def pursue(scene: Scene, seen: Seen, tries: int = 60) -> None:
    """Goes after the lines and choices that came up in no play, and counts what comes of it."""
    of_choices = {c.reply.id: c.id for c in scene.choices.values() if c.reply}
    for path, line in client_lines(scene):
        if line.id.startswith(("opening", "unsure/", "ending/")):
            continue
        moves = _moves_for(scene, line.when.names if line.when else ())
        words = _words_for(scene, line.when.names if line.when else ())
        beat = scene.beats[path[1]].id if path[0] == "beats" else ""
        choice = of_choices.get(line.id, "")
        for seed in range(tries):
            if seen.lines[line.id]:
                break
            seen.add(scene, bots.aims_at(scene, seed, moves, beat, choice, words))
    for choice in scene.choices:
        for seed in range(tries // 2):
            if seen.choices[choice]:
                break
            seen.add(scene, bots.aims_at(scene, seed, choice=choice))


def _played(scene: Scene, plays: int) -> Iterator[Finding]:
    offered, typed = survey(scene, plays)
    best = sum(n for id, n in offered.endings.items() if scene.ending(id).kind == "best")
    if best >= BY_CHANCE * plays:
        found = f"{best} of {plays} plays by chance end best"
        yield ["endings"], found, "Ask more of the best ending."
    if offered.longest > LONGEST_CHOICE * offered.offers:
        share = round(100 * offered.longest / offered.offers)
        mend = f"Shorten good lines or draw out poor ones: at most {LONGEST_CHOICE:.0%}."
        yield ["beats"], f"the best line on offer is the longest in {share}% of offers", mend
    for i, beat in enumerate(scene.beats):
        if beat.id in offered.few:
            count, turn = offered.few[beat.id]
            found = f"only {count} lines are left to choose from in turn {turn}"
            yield ["beats", i, "choices"], found, f"Add some here, or to `{ANYWHERE}`."
    for seen in (offered, typed):
        stock = sum(n for id, n in seen.lines.items() if id.startswith("stock/"))
        if stock > STOCK * seen.turns:
            found = (
                f"the client has nothing of their own to say in {stock / seen.turns:.0%} of turns"
            )
            yield ["lines"], found, "Add lines without `when`, or for moves that have none."
            break
    both = offered + typed
    pursue(scene, both)
    yield from _unreached(scene, both)


def _unreached(scene: Scene, seen: Seen) -> Iterator[Finding]:
    for i, ending in enumerate(scene.endings):
        if not seen.endings[ending.id]:
            mend = "Ease its condition, or take it out."
            yield ["endings", i, "when"], "no play reaches this ending", mend
    for path, line in client_lines(scene):
        if path[0] in ("opening", "unsure", "endings") or seen.lines[line.id]:
            continue
        if line.id.startswith("reply/") and not seen.choices[line.id.removeprefix("reply/")]:
            continue  # told with its choice
        mend = "Ease its condition, move it up, or take it out."
        yield path[:-1], "no play reaches this line", mend
    for i, beat in enumerate(scene.beats):
        for k, choice in enumerate(beat.choices):
            if not seen.choices[choice.id]:
                mend = "Ease its condition, or take it out."
                yield ["beats", i, "choices", k], "no play offers this line and takes it", mend
