"""The conditions that authors write: what they can say, and that nothing else is let in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from active_listening.roleplays import rules
from active_listening.roleplays.expressions import LONGEST, ExpressionError, parse
from active_listening.roleplays.facts import FUNCTIONS, NAMES, Facts, State

WORDS = {
    "moves": rules.moves(),
    "rules": ["early_fix"],
    "concerns": ["board", "shop"],
    "flags": ["agreed", "permitted"],
}


def facts(**parts) -> Facts:
    state = State(
        trust=5.5,
        tension=6.0,
        openness=2.0,
        turn=4,
        concerns={"board": 2, "shop": 1},
        flags={"agreed": 1},
        counts={"apology": 2},
        asked=3,
        alike=2,
    )
    found = Facts(state, ("open_question", "apology"), ("blaming",), "board", 3, **parts)
    found.fired = ("early_fix",)
    return found


HOLDS = """
trust >= 5.5 | trust > 5 | tension == 6 | tension != 7 | openness <= 2 | openness < 3 | turn == 4
left == 3 | main | heat | cold | asked | not listened | not stung | not over | not repeated
words == 0 | questions_in_a_row == 3 | same_in_a_row == 2
hinted(board) | hinted(shop) | revealed(board) | not revealed(shop)
did(open_question) | not did(blaming) | last(blaming) | not last(apology) | count(apology) == 2
count(summary) == 0 | fired(early_fix) | agreed | not permitted | since(agreed) == 3
since(permitted) == 0 | 3 <= trust < 6 | not (3 <= trust < 5) | 5 < trust
agreed and main and heat | permitted or agreed | not permitted and agreed
permitted and agreed or main | (permitted or agreed) and main | not (permitted and main)
not not main | True | 1 == 1 | trust >= openness | main == agreed | not over and not stung
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("text", [text.strip() for text in HOLDS if text.strip()])
def test_every_construct_holds_where_it_should(text: str) -> None:
    assert parse(text, WORDS)(facts()) is True
    assert parse(f"not ({text})", WORDS)(facts()) is False


@pytest.mark.parametrize("text", ["over and main", "stung or words > 3", "False", "9 <= trust < 6"])
def test_what_is_not_so_does_not_hold(text: str) -> None:
    assert parse(text, WORDS)(facts()) is False


def test_every_name_and_function_can_be_asked() -> None:
    first = {"flags": "agreed", "moves": "apology", "rules": "early_fix", "concerns": "board"}
    for name in NAMES:
        parse(name, WORDS)(facts())
    for name, (of, _) in FUNCTIONS.items():
        parse(f"{name}({first[of]})", WORDS)(facts())


def test_a_condition_may_be_folded_over_lines() -> None:
    assert parse("  main\n  and agreed\n", WORDS)(facts())


def test_it_knows_what_it_asks_about() -> None:
    names = parse("trust >= 5 and did(apology) or not agreed", WORDS).names
    assert names == {"trust", "did(apology)", "agreed"}


ERRORS = [
    # text, column, found, mend
    ("trst >= 5", 1, '"trst" is not known', "Did you mean trust"),
    ("main and trst >= 5", 10, '"trst" is not known', "trust"),
    ("  main and trst", 12, '"trst" is not known', "trust"),
    ("main\nand trst", 10, '"trst" is not known', "trust"),
    ("main and did(appology)", 14, 'did() knows no "appology"', "Did you mean apology?"),
    ("revealed(bord)", 10, 'revealed() knows no "bord"', "board"),
    ("revealed", 1, "needs to know of what", "revealed(…)"),
    ("since(warmed)", 7, 'since() knows no "warmed"', "agreed"),
    ("reveald(board)", 1, 'there is no function "reveald"', "revealed"),
    ("revealed('board')", 1, "takes one name", "without quotes"),
    ("did(apology, summary)", 1, "takes one name", "did(name)"),
    ("did()", 1, "takes one name", "did(name)"),
    ("did(move=apology)", 1, "takes one name", "did(name)"),
    ("main and", 9, "cannot be read", "trust >= 5"),
    ("main && agreed", 7, "cannot be read", "trust >= 5"),
    ("trust = 5", 7, "cannot be read", "trust >= 5"),
    ("(main", 1, "cannot be read", "trust >= 5"),
    ("", 1, "cannot be read", "trust >= 5"),
    ("main is agreed", 1, "compares in a way", "<="),
    ("main in agreed", 1, "compares in a way", "<="),
    ("“main” and trst", 1, "cannot be read", "trust"),
    ("größe >= 1 or trst", 1, '"größe" is not known', "agreed"),
    ("größe", 1, '"größe" is not known', "agreed"),
    ("main or größe or trst", 9, '"größe" is not known', "agreed"),
    ("trust >= 10000", 10, "too large", "1000"),
    ("trust >= 1e999", 10, "too large", "1000"),
]


@pytest.mark.parametrize(("text", "column", "found", "mend"), ERRORS)
def test_an_error_names_column_finding_and_mend(
    text: str, column: int, found: str, mend: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, WORDS)
    error = caught.value
    assert (error.column, found in error.found, mend in error.mend) == (column, True, True), error
    assert str(column) in str(error)


def test_a_column_counts_letters_not_bytes() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("did(ä) or trst", WORDS | {"moves": ["ä"]})
    assert caught.value.column == 11


HOSTILE = [
    "__import__('os').system('true')",
    "trust.__class__",
    "trust.real",
    "().__class__.__bases__[0].__subclasses__()",
    "open('/etc/passwd')",
    "eval(main)",
    "exec",
    "did.__globals__",
    "did(apology).__class__",
    "(lambda: 1)()",
    "lambda: main",
    "(trust := 5)",
    "'main'",
    "b'main'",
    "f'{main}'",
    "[main]",
    "{main}",
    "{'a': main}",
    "(main, agreed)",
    "main if agreed else over",
    "[x for x in main]",
    "trust + 1",
    "-trust",
    "-1",
    "~trust",
    "+trust",
    "trust ** 9",
    "2 ** 9999 > 1",
    "9" * 350,
    "1j",
    "None",
    "...",
    "trust[0]",
    "*main",
    "await main",
    "yield",
    "did(*main)",
    "did(**main)",
    "did(did(apology))",
    "print",
    "__builtins__",
    "import os",
    "main; agreed",
    "main # and more\nimport os",
    "(" * 200 + "main" + ")" * 196,
    "not " * 99 + "x",
    "main" + " and main" * 60,
    "\0",
    "main\0",
    "\ud800",
    "x" * (LONGEST + 1),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, WORDS)
    error = caught.value
    assert error.found and error.mend and 1 <= error.column <= LONGEST
    assert len(str(error)) < 800


def test_a_long_one_within_bounds_is_read_and_asked() -> None:
    assert parse("not " * 98 + "main", WORDS)(facts())
    assert parse("main" + " and main" * 40, WORDS)(facts())
    assert parse("(" * 150 + "main" + ")" * 150, WORDS)(facts())
    assert parse("over" + " or over" * 40, WORDS)(facts()) is False


SIGNS = "( ) and or not < <= == != >= > 5 0 3.5 . , [ ] : = ' # lambda x ** é __class__".split()
IDS = ["apology", "board", "agreed", "did(apology)"]
PIECES = st.sampled_from([*NAMES, *FUNCTIONS, *SIGNS, *IDS, "\n"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join)))
def test_whatever_is_written_is_a_condition_or_an_error_in_words(text: str) -> None:
    try:
        read = parse(text, WORDS)
    except ExpressionError as error:
        assert error.column >= 1 and error.found and error.mend
    else:
        assert read(facts()) in (True, False)
