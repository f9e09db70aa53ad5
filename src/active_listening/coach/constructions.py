"""Constructions looked for in a sentence: all rows at once, in one pass over its tokens.

The rows make an automaton whose states are sets of places in rows and are made when first needed
(Aho, Sethi and Ullman, Compilers, 1986, 3.7), so that a search costs the length of the text and not
that of the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from active_listening.coach.folding import Line, slot
from active_listening.coach.rows import NO_ENDING, Part, Row, read_rows

_GAP: Final = 3
"""Words that ".." stands for, at most."""
_ENDERS = frozenset(["and", "but", "so", "because", "or", "then", "if", "when", "while", "since"])
_MOST = 20_000
"""Steps and words kept by the automaton, each; after so many it starts afresh."""


class Hit(NamedTuple):
    """Tokens `start` to `end` are an instance of a row of the list `name`."""

    name: str
    start: int
    end: int


class _Symbol(NamedTuple):
    """What the automaton sees of a token."""

    text: str
    pause: bool
    light: bool
    uses: frozenset[str]
    length: int

    @property
    def ends_clause(self) -> bool:
        return self.pause or not self.text or self.text in _ENDERS


_END = _Symbol("", True, False, frozenset(), 0)


class _Item(NamedTuple):
    """A place in a row: part `k` is next, after `wait` more tokens."""

    row: int
    k: int
    crossing: bool = False
    """Whether a pause may stand before the next token."""
    gap: int = 0
    wait: int = 0


class _State:
    """Places reached; `steps` keeps, by symbol, what came of it."""

    __slots__ = ("items", "steps")

    def __init__(self, items: frozenset[_Item]) -> None:
        self.items = items
        self.steps: dict[int, _Step] = {}


_Step = tuple[_State | None, tuple[str, ...], tuple[str, ...]]
"""The next state; the lists of which a row was complete before this symbol; those after it."""


class Constructions:
    """Rows of several lists, ready to be looked for together."""

    def __init__(self, names: Iterable[str]) -> None:
        self._rows = [row for name in names for row in read_rows(name)]
        self._light = slot("light")
        parts = [part for row in self._rows for part in row.parts]
        self._words = frozenset(word for part in parts for word in part.words)
        self._begins = tuple({begin for part in parts for begin in part.begins})
        self._ends = tuple(sorted({end for part in parts for end in part.ends}))
        self._firsts: dict[str, set[int]] = {}
        for i, row in enumerate(self._rows):
            for first in row.firsts():
                self._firsts.setdefault(first, set()).add(i)
        self._forget()

    def _forget(self) -> None:
        self._states: dict[frozenset[_Item], _State] = {}
        self._ids: dict[str, int] = {}
        self._marked: dict[tuple[str, bool, int, frozenset[str]], int] = {}
        self._symbols = [_END]
        self._numbers = {_END: 0}
        self._openings = (_State(frozenset()), _State(frozenset()))
        self._made = 0

    def hits(self, line: Line) -> list[Hit]:
        """Every instance, the longest of each list at each place."""
        if self._made > _MOST or len(self._ids) > _MOST:
            self._forget()
        seen = self._seen(line)
        found: list[Hit] = []
        steps_at_start, steps_inside = self._openings[True].steps, self._openings[False].steps
        for i, start in enumerate(line.starts):
            step = (steps_at_start if start else steps_inside).get(seen[i])
            state, before, after = step or self._open(start, seen[i])
            if state is None and not after:
                continue
            best: dict[str, int] = dict.fromkeys(after, i + 1) if after else {}
            j = i + 1
            while state is not None:
                symbol = seen[j]
                state, before, after = state.steps.get(symbol) or self._step(state, symbol)
                if before:
                    best |= dict.fromkeys(before, j)
                j += 1
                if after:
                    best |= dict.fromkeys(after, j)
            if best:
                found += [Hit(name, i, end) for name, end in best.items()]
        return found

    def _seen(self, line: Line) -> list[int]:
        """The tokens as symbols, by number, with the end after them."""
        ids, pauses = self._ids, line.pauses
        seen = [ids.get(text, 0) for text in line.texts]
        for k, number in enumerate(seen):
            if not number or pauses[k] or k in line.feelings:
                seen[k] = self._number(line, k)
        seen.append(0)
        return seen

    def _number(self, line: Line, k: int) -> int:
        """The number of a token's symbol, new where it is a new one."""
        text, pause, feeling = line.texts[k], line.pauses[k], line.feelings.get(k)
        if feeling is None and not pause:
            number = self._ids[text] = self._symbol(text, False, 0, frozenset())
            return number
        uses = feeling.uses if feeling else frozenset()
        key = (text, pause, feeling.end - k if feeling else 0, uses)
        number = self._marked.get(key, 0)
        if not number:
            number = self._marked[key] = self._symbol(*key)
        return number

    def _symbol(self, text: str, pause: bool, length: int, uses: frozenset[str]) -> int:
        """The number of a symbol; words that no row has are told apart by their endings."""
        light = text in self._light
        listed = light or text in self._words or text in _ENDERS or text in NO_ENDING
        if not listed and not (self._begins and text.startswith(self._begins)):
            text = "~" + next((end for end in self._ends if text.endswith(end)), "")
        symbol = _Symbol(text, pause, light, uses, length)
        number = self._numbers.setdefault(symbol, len(self._symbols))
        if number == len(self._symbols):
            self._symbols.append(symbol)
        return number

    def _open(self, start: bool, number: int) -> _Step:
        """The step from where nothing has been read yet; a pause before it does not matter."""
        symbol = self._symbols[number]
        firsts = {symbol.text, *symbol.uses}
        rows = set().union(*(self._firsts.get(first, ()) for first in firsts))
        items = {_Item(i, 0, True) for i in rows if start or not self._rows[i].at_start}
        step = self._openings[start].steps[number] = self._follow(items, symbol)
        return step

    def _step(self, state: _State, number: int) -> _Step:
        step = state.steps[number] = self._follow(state.items, self._symbols[number])
        return step

    def _follow(self, items: Iterable[_Item], symbol: _Symbol) -> _Step:
        following = _Following(self._rows, symbol)
        for item in items:
            following.feed(item)
        self._made += 1
        reached = frozenset(following.items)
        state = self._states.setdefault(reached, _State(reached)) if reached else None
        return state, tuple(following.before), tuple(following.after)


class _Following:
    """Where one symbol leads: the places reached, and the rows complete before and after it."""

    def __init__(self, rows: list[Row], symbol: _Symbol) -> None:
        self._rows = rows
        self._symbol = symbol
        self.items: set[_Item] = set()
        self.before: set[str] = set()
        self.after: set[str] = set()

    def feed(self, item: _Item) -> None:
        """Adds what `item` becomes when the symbol comes next."""
        row, symbol = self._rows[item.row], self._symbol
        if item.k == len(row.parts) and not item.wait:
            self.before.add(row.name)
            return
        if item.wait:
            if symbol is not _END:
                self._reach(item._replace(wait=item.wait - 1))
            return
        part = row.parts[item.k]
        skipped = item._replace(k=item.k + 1, gap=0)
        if part.kind == "end":
            if symbol.ends_clause:
                self.feed(skipped)
        elif part.kind == "not":
            self._feed_not(item, part, skipped)
        elif part.kind == "comma":
            if symbol.pause:
                self.feed(skipped._replace(crossing=True))
            elif part.optional:
                self.feed(skipped)
        elif part.kind == "gap":
            self.feed(skipped)
            if not symbol.pause and item.gap < _GAP:
                self.items.add(item._replace(gap=item.gap + 1))
        else:
            self._feed_word(item, part, skipped)

    def _feed_not(self, item: _Item, part: Part, skipped: _Item) -> None:
        symbol = self._symbol
        if symbol is not _END and part.holds(symbol.text):
            return
        if symbol.light and not symbol.pause and item.k + 1 == len(self._rows[item.row].parts):
            self.items.add(item)  # the word after a small adverb counts
        else:
            self.feed(skipped)

    def _feed_word(self, item: _Item, part: Part, skipped: _Item) -> None:
        symbol = self._symbol
        if part.optional and item.k + 1 < len(self._rows[item.row].parts):
            self.feed(skipped)
        if part.or_end and symbol.ends_clause:
            self.feed(skipped)
        if symbol is _END or (symbol.pause and not item.crossing):
            return
        if part.kind == "any" or part.holds(symbol.text):
            self._reach(_Item(item.row, item.k + 1))
        elif part.uses & symbol.uses:
            self._reach(_Item(item.row, item.k + 1, wait=symbol.length - 1))
        elif symbol.light and not item.crossing:
            self.items.add(item)

    def _reach(self, item: _Item) -> None:
        row = self._rows[item.row]
        if not item.wait and row.whole[item.k]:
            self.after.add(row.name)
        if item.k < len(row.parts) or item.wait:
            self.items.add(item)
