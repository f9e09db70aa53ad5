"""What is wrong with a content file, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from active_listening import resources


class ContentError(ValueError):
    """A content file cannot be used as it is.

    Attributes:
        source: file and line, as in ``data/quizzes/03_open_questions.yaml:12``.
        field: the field at fault, as in ``options[1].say``; empty for the whole entry.
        mend: what to do about it.
    """

    def __init__(self, source: str, field: str, found: str, mend: str) -> None:
        self.source, self.field, self.found, self.mend = source, field, found, mend
        where = f"{source}: field `{field}`" if field else source
        super().__init__(f"{where}: {found}. {mend}")


class UnknownId(ContentError):
    """No item of this kind has this id."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5)
        names = ", ".join(f'"{name}"' for name in near)
        mend = f"Nearest: {names}" if near else f"See the ids in data/{kind}"
        Exception.__init__(self, f'There is no item "{wanted}" in data/{kind}. {mend}.')
        self.source, self.field, self.found, self.mend = f"data/{kind}", "", wanted, mend


def source_of(path: Path, line: int) -> str:
    """File and line as an author reads them, from the project's root."""
    home = resources.data()
    name = Path("data") / path.relative_to(home) if path.is_relative_to(home) else path
    return f"{name.as_posix()}:{line}"


def line_in(node: Any, path: Sequence[Any]) -> int:
    """The line, from 0, at which `path` (keys and indexes) begins in ruamel's `node`.

    Where the path ends in a field that is not there, the line of what should hold it.
    """
    line = node.lc.line if hasattr(node, "lc") else 0
    for step in path:
        try:
            lc = node.lc
            line = (lc.item(step) if isinstance(node, list) else lc.key(step))[0]
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return int(line)


def dotted(path: Sequence[Any]) -> str:
    """A path as authors write it: ``options[1].say``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def explain_schema_error(error: Any) -> tuple[list[Any], str, str]:
    """The path, finding and mend of a `fastjsonschema.JsonSchemaValueException`."""
    path: list[Any] = [int(p) if p.isdigit() else p for p in error.path[1:]]
    rule, wanted, value = error.rule, error.rule_definition, error.value
    about = error.definition.get("description", "") if isinstance(error.definition, dict) else ""
    if rule == "required":
        missing = [name for name in wanted if name not in value]
        allowed = error.definition.get("properties") or wanted
        for extra in (name for name in value if name not in allowed):
            if difflib.get_close_matches(str(extra), missing, n=1, cutoff=0.7):
                mend = f"Did you mean `{missing[0]}`?"
                return [*path, extra], "this field is not known", mend
        return [*path, missing[0]], "it is missing", f"Add `{missing[0]}:` to this entry."
    if rule == "additionalProperties":
        allowed = list(error.definition["properties"])
        extra = next(name for name in value if name not in allowed)
        near = difflib.get_close_matches(str(extra), allowed, n=1, cutoff=0.5)
        mend = f"Did you mean `{near[0]}`?" if near else f"Allowed here: {', '.join(allowed)}."
        return [*path, extra], "this field is not known", mend
    shown = repr(value if len(str(value)) < 60 else str(value)[:57] + "…")
    if rule == "enum":
        return path, f"found {shown}", f"Allowed: {', '.join(map(str, wanted))}."
    if rule == "minItems":
        return path, f"found {len(value)}", f"Needed: at least {wanted}: {about}."
    if rule == "type":
        kinds = {
            "string": "text",
            "array": "a list",
            "object": "a mapping",
            "boolean": "true or false",
            "integer": "a whole number",
        }
        asked = [wanted] if isinstance(wanted, str) else wanted
        needed = " or ".join(kinds.get(one, one) for one in asked)
        return path, f"found {shown}", f"Needed: {needed}: {about}."
    return path, f"found {shown}", f"Needed: {about or error.message}."
