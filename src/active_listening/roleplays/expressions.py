"""Conditions that authors write, such as ``openness >= 4 and revealed(board)``.

A small language: names, whole numbers, comparisons, ``and``, ``or``, ``not``, parentheses and
functions of one name. Text is parsed into a tree, every node of which must be one of these, and
the tree is made into Python functions; nothing is ever evaluated as code.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from active_listening.roleplays.facts import FUNCTIONS, NAMES

LONGEST: Final = 400
"""Characters in one condition; a longer one would be a scene of its own."""
MOST: Final = 1000
"""The largest number that a condition may hold."""
_SPACE = re.compile(r"\s")
Test = Callable[[Any], Any]
Functions = Mapping[str, tuple[str, Callable[[Any, str], Any]]]
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class ExpressionError(ValueError):
    """A condition that cannot be read.

    Attributes:
        column: where in the text, from 1.
        found: what is wrong there.
        mend: what to do about it.
    """

    def __init__(self, column: int, found: str, mend: str) -> None:
        self.column, self.found, self.mend = column, found, mend
        super().__init__(f"column {column}: {found}. {mend}")


class Expression:
    """A condition, ready to be asked of `Facts`; `text` is what the author wrote."""

    __slots__ = ("_test", "names", "text")

    def __init__(self, text: str, test: Test, names: frozenset[str]) -> None:
        self.text, self._test, self.names = text, test, names

    def __call__(self, facts: Any) -> bool:
        """Whether it holds."""
        return bool(self._test(facts))

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def parse(
    text: str,
    words: Mapping[str, Collection[str]],
    names: Mapping[str, Test] = NAMES,
    functions: Functions = FUNCTIONS,
) -> Expression:
    """The condition that `text` says.

    Args:
        words: what each function may be asked of (``revealed``: the concerns, ``did``: the moves),
            and under ``flags`` the names of the flags.

    Raises:
        ExpressionError: with the column, what was found and how to mend it.
    """
    if len(text) > LONGEST:
        raise ExpressionError(LONGEST, "this condition is too long", "Make a flag of a part of it.")
    row = _SPACE.sub(" ", text)  # one line, so that a column says where
    skipped = len(row) - len(row.lstrip())
    reader = _Reader(words, names, functions)
    if "#" in row:
        mend = "Put notes for other authors on a line of their own."
        raise ExpressionError(row.index("#") + 1, "a condition holds no notes", mend)
    try:
        test = reader.test(ast.parse(row.strip(), mode="eval").body)
    except _Wrong as wrong:
        before = row.strip().encode()[: wrong.node.col_offset].decode()  # it counts bytes
        column = skipped + len(before) + 1
        raise ExpressionError(column, wrong.found, wrong.mend) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        end = len(row.strip()) + 1
        column = skipped + min(getattr(error, "offset", 1) or end, end)  # 0: something is missing
        mend = "Write it like `trust >= 5 and not revealed(board)`."
        raise ExpressionError(column, "this cannot be read as a condition", mend) from None
    return Expression(text, test, frozenset(reader.names))


class _Wrong(Exception):
    """A node that has no place in a condition."""

    def __init__(self, node: ast.expr, found: str, mend: str) -> None:
        self.node, self.found, self.mend = node, found, mend


class _Reader:
    """Makes functions of the nodes; `names` gathers what the condition asks about."""

    def __init__(
        self, words: Mapping[str, Collection[str]], known: Mapping[str, Test], functions: Functions
    ) -> None:
        self._words, self._known, self._functions = words, known, functions
        self.names: set[str] = set()

    def test(self, node: ast.expr) -> Test:
        if isinstance(node, ast.BoolOp):
            return self._both(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.test(node.operand)
            return lambda facts: not inner(facts)
        if isinstance(node, ast.Compare):
            return self._compared(node)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            value = node.value
            if value > MOST:
                raise _Wrong(node, f"`{_shown(node)}` is too large", f"Numbers go to {MOST}.")
            return lambda _: value
        mend = "Use names, whole numbers, comparisons, and, or, not, and functions of one name."
        raise _Wrong(node, f"`{_shown(node)}` is not part of a condition", mend)

    def _both(self, node: ast.BoolOp) -> Test:
        *others, joined = [self.test(value) for value in node.values]
        join = _and if isinstance(node.op, ast.And) else _or
        for other in reversed(others):
            joined = join(other, joined)
        return joined

    def _compared(self, node: ast.Compare) -> Test:
        operands = [self.test(side) for side in (node.left, *node.comparators)]
        signs = [_COMPARISONS.get(type(sign)) for sign in node.ops]
        if None in signs:
            raise _Wrong(node, f"`{_shown(node)}` compares in a way that is not known",
                         "Use <, <=, ==, !=, >= or >.")  # fmt: skip
        left, right, compare = operands[0], operands[1], signs[0]
        if len(signs) == 1 and compare is not None:
            if isinstance(node.comparators[0], ast.Constant):
                value: Any = node.comparators[0].value
                return lambda facts: compare(left(facts), value)
            return lambda facts: compare(left(facts), right(facts))
        pairs = list(zip(signs, operands, operands[1:], strict=False))
        return lambda facts: all(sign(a(facts), b(facts)) for sign, a, b in pairs if sign)

    def _name(self, node: ast.Name) -> Test:
        name = node.id
        self.names.add(name)
        if name in self._known:
            return self._known[name]
        if name in self._words["flags"]:
            return lambda facts: name in facts.flags
        if name in self._functions:
            raise _Wrong(node, f"`{name}` needs to know of what", f"Write {name}(…).")
        raise _Wrong(
            node, f'"{name}" is not known', _near(name, [*self._known, *self._words["flags"]])
        )

    def _call(self, node: ast.Call) -> Test:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self._functions:
            raise _Wrong(node, f'there is no function "{_shown(node.func)}"',
                         _near(name, list(self._functions)))  # fmt: skip
        if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Name):
            raise _Wrong(node, f"`{name}` takes one name", f"Write {name}(name), without quotes.")
        of, argument = self._functions[name]
        about, allowed = node.args[0].id, self._words[of]
        if about not in allowed:
            found = f'{name}() knows no "{about}"'
            raise _Wrong(node.args[0], found, _near(about, list(allowed)))
        self.names.add(f"{name}({about})")
        return lambda facts: argument(facts, about)


def _and(one: Test, other: Test) -> Test:
    return lambda facts: bool(one(facts) and other(facts))


def _or(one: Test, other: Test) -> Test:
    return lambda facts: bool(one(facts) or other(facts))


def _shown(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else text[:39] + "…"


def _near(name: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Known: {', '.join(sorted(known)[:30])}." if known else "There is none here."
