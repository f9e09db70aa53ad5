"""What a turn is about: words that a scene lists, typed or chosen."""

import pytest

from active_listening.roleplays.topics import found, pattern

TOPICS = {
    "mediator": pattern(["mediat*", "Mr Ferreira", "Tom"]),
    "none": pattern(["don't need an outsider"]),
}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Let's ask Mr. Ferreira.", {"mediator"}),
        ("A mediation, then?", {"mediator"}),
        ("TOM!", {"mediator"}),
        ("We don’t need an outsider, nor Tom’s hour", {"none"}),
        ("Tomorrow at nine.", set()),
        ("The intermediate list", set()),
        ("", set()),
    ],
)
def test_words_are_found_whole(text: str, about: set[str]) -> None:
    assert found(text, TOPICS) == about


def test_where_no_words_are_listed_nothing_is_found() -> None:
    assert found("Tom", {}) == frozenset()
