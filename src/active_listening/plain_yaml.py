"""YAML as plain values, read fast: what a lesson or the coach needs on the way to its first word.

PyYAML's C parser reads the course's files some fifteen times as fast as ruamel's, which knows the
line of every field. PyYAML goes by YAML 1.1, in which ``no`` is false and ``7:30`` is 450; authors
expect the scalars of YAML 1.2 (its core schema), so those are put in their place.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # not every build has the C parser


class _Core(_Base):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping; a key that stands twice is a mistake, and YAML 1.2 says so too."""
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(made) < len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "a key stands twice", node.start_mark
            )
        return made


_SCALARS = {
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true"),
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""], lambda text: None),
    "int": (r"[-+]?[0-9]+", "-+0123456789", int),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", "-+.0123456789", float),
}
for _name, (_pattern, _firsts, _made) in _SCALARS.items():
    _tag = f"tag:yaml.org,2002:{_name}"
    _Core.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})$"), list(_firsts))
    _Core.add_constructor(_tag, lambda loader, node, made=_made: made(node.value))


def load(text: str) -> Any:
    """`text` as dicts, lists and scalars. Raises yaml.YAMLError."""
    return yaml.load(text, _Core)
