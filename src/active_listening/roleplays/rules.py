"""What all clients share, from `data/client/`: reactions, rules of order, flags, moods, lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from active_listening import resources
from active_listening.bank import ContentError, errors
from active_listening.coach import catalogue
from active_listening.roleplays.expressions import Expression, ExpressionError, parse
from active_listening.roleplays.facts import FUNCTIONS, WITH_TOPICS, WITH_TWO, Facts

STEP = 0.5
"""What one + or - is worth, on scales from 0 to 10."""
FILES = ("reactions", "rules", "words")
SCALES = ("trust", "tension", "openness")
Effect = tuple[float, float, float]
"""Change of trust, tension and openness."""
Path = list[Any]


@dataclass(frozen=True, slots=True)
class Reaction:
    """How the client takes one move, while `when` holds."""

    effect: Effect
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Rule:
    """What an order of turns does.

    Attributes:
        say: for the debrief; `short` names it in a few words.
        pays: whether it helps.
    """

    id: str
    when: Expression
    effect: Effect
    say: str
    short: str
    pays: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """The client's state in words; `tone` is good, half or try."""

    when: Expression
    say: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something the client can say, once in a play unless `again`.

    Attributes:
        needs: "feeling" and "word", where the line picks these up from the learner.
        who: says it, by id; "" for whoever was spoken to.
    """

    id: str
    say: str
    when: Expression | None = None
    again: bool = False
    needs: frozenset[str] = frozenset()
    who: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Everything in `data/client/`; `version` changes when any of it does."""

    version: str
    reactions: Mapping[str, tuple[Reaction, ...]]
    rules: tuple[Rule, ...]
    limits: Mapping[str, Mapping[str, float]]
    flags: Mapping[str, str]
    moods: tuple[Mood, ...]
    stock: tuple[Line, ...]


class Document:
    """A YAML file: `node` as plain data, and the line of each field for messages to its author."""

    def __init__(self, path: Any, text: str, node: Any) -> None:
        self.path, self.text, self.node = path, text, node

    @cached_property
    def _lined(self) -> Any:
        """The data once more, with lines: slower, and read only where something is wrong."""
        return resources.parse_yaml(self.text)

    def error(self, path: Path, found: str, mend: str, column: int = 0) -> ContentError:
        """What is wrong at `path`; `column`, from 1, counts inside the field's text."""
        source = errors.source_of(self.path, 1 + errors.line_in(self._lined, path))
        if column:
            source = self._within(path, column) or f"{source}:{column}"
        return ContentError(source, errors.dotted(path), found, mend)

    def _within(self, path: Path, column: int) -> str:
        """File, line and column of a place inside a text, however YAML wraps or folds it."""
        holder = self._lined
        try:
            for step in path[:-1]:
                holder = holder[step]
            line, start = holder.lc.value(path[-1])
            text = str(holder[path[-1]])
        except (KeyError, IndexError, TypeError, AttributeError):
            return ""
        rows = self.text.splitlines()[line:]
        opens = rows[0][start : start + 1]
        skipped = start + (opens in ("'", '"'))
        rows[0] = "" if opens in ("|", ">") else " " * skipped + rows[0][skipped:]
        before = len("".join(text[: column - 1].split()))
        for n, row in enumerate(rows, line + 1):
            for k, sign in enumerate(row, 1):
                if not sign.isspace():
                    if not before:
                        return f"{errors.source_of(self.path, n)}:{k}"
                    before -= 1
        return ""

    def expression(self, path: Path, words: Mapping[str, Collection[str]]) -> Expression:
        """The condition at `path`. Raises ContentError with file, line and column."""
        node = self.node
        for step in path:
            node = node[step]
        text = {True: "1 == 1", False: "1 == 0"}.get(node) if isinstance(node, bool) else str(node)
        try:
            functions = FUNCTIONS | (WITH_TWO if "people" in words else {})
            functions |= WITH_TOPICS if "topics" in words else {}
            return parse(str(text), words, functions=functions)
        except ExpressionError as error:
            raise self.error(path, error.found, error.mend, error.column) from None

    def when(self, path: Path, words: Mapping[str, Collection[str]]) -> Expression | None:
        """The condition in the field `when` of what stands at `path`, if it has one."""
        node = self.node
        for step in path:
            node = node[step]
        return self.expression([*path, "when"], words) if "when" in node else None


def line(id: str, fields: Mapping[str, Any], when: Expression | None, who: str = "") -> Line:
    """A client's line from the fields of its entry; `who` says it where these name nobody."""
    say = " ".join(str(fields["say"]).split())
    needs = frozenset(name for name in ("feeling", "word") if f"{{{name}}}" in say)
    return Line(id, say, when, bool(fields.get("again")), needs, fields.get("who", who))


def effect(fields: Mapping[str, Any]) -> Effect:
    """The changes that + and - stand for, in points. ValueError for anything else."""
    changes = []
    for scale in SCALES:
        signs = str(fields.get(scale, ""))
        if signs.strip("+") and signs.strip("-"):
            raise ValueError(f"{scale}: found {signs!r}. Write + or -, once or more.")
        changes.append(STEP * (signs.count("+") - signs.count("-")))
    return changes[0], changes[1], changes[2]


@lru_cache
def moves() -> frozenset[str]:
    """Everything a turn can do: the coach's moves, and the flaws of questions."""
    return frozenset([*_names()["moves"], *_names()["flaws"]])


_OF_QUESTIONS = frozenset(["leading", "loaded", "double_barrelled"])


def named(found: Iterable[str]) -> str:
    """Moves in the coach's words: "reflection of feeling + open question"."""
    return " + ".join(map(_named, found))


def _named(id: str) -> str:
    if id in _OF_QUESTIONS:
        return f"{catalogue.word('flaws', id)} question"
    is_flaw = id in _names()["flaws"] and id not in _names()["moves"]
    return catalogue.word("flaws" if is_flaw else "moves", id)


@lru_cache
def _names() -> dict[str, Any]:
    return resources.load_mapping("coach/names.yaml")


def shared() -> Shared:
    """The rules that all scenes share. Raises ContentError naming file, line and column."""
    paths = [resources.data() / "client" / f"{name}.yaml" for name in FILES]
    return _shared(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=4)
def _shared(stamped: tuple[tuple[Any, int], ...]) -> Shared:
    texts = [_text(path) for path, _ in stamped]
    reactions, rules, words = (
        _document(path, text) for (path, _), text in zip(stamped, texts, strict=True)
    )
    flags = {str(name): str(when) for name, when in rules.node["flags"].items()}
    ids = [str(rule["id"]) for rule in rules.node["rules"]]
    known = {"moves": moves(), "rules": ids, "flags": flags, "concerns": ()}
    for name in flags:
        rules.expression(["flags", name], known)
    table: dict[str, list[Reaction]] = {}
    for i, row in enumerate(reactions.node):
        if row["move"] not in known["moves"]:
            raise reactions.error([i, "move"], f'no move is called "{row["move"]}"',
                                  "See data/coach/names.yaml.")  # fmt: skip
        table.setdefault(str(row["move"]), []).append(
            Reaction(_effect(reactions, [i]), reactions.when([i], known))
        )
    return Shared(
        version=hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8],
        reactions={move: tuple(rows) for move, rows in table.items()},
        rules=tuple(
            Rule(
                str(rule["id"]),
                rules.expression(["rules", i, "when"], known),
                _effect(rules, ["rules", i]),
                " ".join(str(rule["say"]).split()),
                str(rule["short"]),
                bool(rule["pays"]),
            )
            for i, rule in enumerate(rules.node["rules"])
        ),
        limits=rules.node["limits"],
        flags=flags,
        moods=tuple(
            Mood(words.expression(["moods", i, "when"], known), str(mood["say"]), mood["tone"])
            for i, mood in enumerate(words.node["moods"])
        ),
        stock=tuple(
            line(f"stock/{i}", entry, words.when(["stock", i - 1], known))
            for i, entry in enumerate(words.node["stock"], 1)
        ),
    )


def _text(path: Any) -> str:
    try:
        return str(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        mend = "Save the file as UTF-8."
        raise ContentError(errors.source_of(path, 1), "", "not UTF-8 text", mend) from error


def document_of(path: Any, text: str) -> Document:
    """A file with this text. Raises ContentError naming the line where it is no YAML."""
    from yaml import YAMLError

    try:
        return Document(path, text, resources.plain_yaml(text))
    except YAMLError:
        return Document(path, text, _told(path, text))


def _told(path: Any, text: str) -> Any:
    """What the slower reader makes of `text`; it knows the line at fault."""
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return resources.parse_yaml(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source = errors.source_of(path, mark.line + 1 if mark else 1)
        found = f"this is not YAML ({error.problem or 'unreadable'})"
        raise ContentError(source, "", found, "Mend the line, or undo the change.") from error


def _document(path: Any, text: str) -> Document:
    """One of these files, its form checked."""
    import fastjsonschema

    try:
        document = document_of(path, text)
        _form(path.stem)(document.node)
    except fastjsonschema.JsonSchemaValueException as error:
        raise document.error(*errors.explain_schema_error(error)) from error
    return document


@lru_cache
def _form(name: str) -> Callable[[Any], Any]:
    import fastjsonschema

    schemas = json.loads((resources.data() / "schema" / "client.json").read_text("utf-8"))
    return fastjsonschema.compile(schemas[name], use_default=False)


def _effect(document: Document, path: Path) -> Effect:
    node = document.node
    for step in path:
        node = node[step]
    try:
        return effect(node)
    except ValueError as error:
        raise document.error(path, str(error), "Half a point goes with each sign.") from None


def mood(common: Shared, facts: Facts) -> Mood:
    """The client's mood; the last of the list holds always."""
    return next(mood for mood in common.moods if mood.when(facts))
