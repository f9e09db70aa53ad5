"""Whether a question serves the purpose of the one it replaces, and what counts against it."""

import re
import time

import pytest

from active_listening import coach, resources
from active_listening.coach import topic
from active_listening.coach.text import sentences

ORIGINAL = "Did the training at Harlow go well?"
SCENE = (
    "Last week Nadia trained the people at the front desk of Brook Dental in Harlow. Now she rings "
    "Zoë, the practice manager, to learn what came of it."
)
FACETS = (
    ("training", "course", "session"),
    ("hygienist", "front desk", "patient"),
    ("put into practice", "feedback", "useful"),
)


def read(text: str, facets: topic.Facets = FACETS, scene: str = SCENE, original: str = ORIGINAL):
    """How far a text serves the purpose, in which words, and why; the last sentence asks."""
    parts = sentences(text)
    words = [word for part in parts for word in part.words]
    met, span, reason = topic.on_topic(words, parts[-1].words, original, facets, scene)
    assert coach.say(reason)
    return met, text[slice(*span)] if span else "", reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How did the training land with your people?", "training"),
        ("What do they put into practice now?", "put into practice"),
        ("What do your front-desk people say?", "front-desk"),
        ("How has it been for the hygienists, and for their cat?", "hygienists"),
        ("how was the trainnig", "trainnig"),
        ("how did the hygenists take it", "hygenists"),
        ("How did Harlow take to it?", "Harlow"),
    ],
)
def test_the_authors_words_serve_however_they_are_typed(text: str, words: str) -> None:
    assert read(text)[:2] == ("full", words)


@pytest.mark.parametrize(
    ("text", "met", "reason"),
    [
        # A word of many conversations: alone, beside one word from elsewhere, beside several.
        ("What did the patients say?", "full", "topic_facet"),
        ("What do the patients say about the lift?", "half", "topic_thin"),
        ("What do the patients say about the lift and the parking?", "no", "topic_off"),
        ("What feedback did you hear, and when?", "half", "topic_thin"),
        # A telling word bears more.
        ("Which hygienist orders pencils?", "full", "topic_facet"),
        ("Which hygienist orders pencils, staplers and envelopes?", "half", "topic_mixed"),
        # Several words of many conversations make up for one that tells.
        ("What did patients say in the session about the lift?", "full", "topic_facet"),
        ("What do you pay for parking?", "no", "topic_off"),
        ("Tell me more.", "half", "topic_generic"),
        ("How are things in general?", "no", "topic_wholesale"),
        ("How has our work together been going?", "no", "topic_wholesale"),
        ("How is the work for you?", "half", "topic_generic"),
        ("In general, what do the hygienists say?", "full", "topic_facet"),
        ("What did you say?", "no", "topic_again"),
        ("What did you say about the training?", "full", "topic_facet"),
        ("That sounds tough. How was it for you?", "half", "topic_generic"),
        ("I hear the warehouse flooded. How was it for you?", "no", "topic_off"),
        ("I hear the training was long. How was it for you?", "full", "topic_facet"),
    ],
)
def test_words_for_and_against_are_weighed(text: str, met: str, reason: str) -> None:
    assert read(text)[::2] == (met, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, Gustavo. How are the hygienists?",
        "Gustavo, how are the hygienists?",
        "How did the hygienists in Tromso find it?",
    ],
)
def test_a_name_from_elsewhere_tells_of_another_conversation(text: str) -> None:
    met, words, reason = read(text)
    assert (met, reason) == ("no", "topic_name")
    assert words in ("Gustavo", "Tromso")
    assert read(text, scene="")[0] == "full", "without a scene no name can be told to be foreign"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, Zoe. How are the hygienists?",
        "Hi Nadja here, how are the hygienists?",
        "Zoë, my colleague Gustavo asks how the hygienists are.",
        "How were the hygienists in December?",
        "Honestly, how are the hygienists?",
        "How did the hygienists take it?\nTell me all.",
        "Was the first day hard? Hygienists said what?",
        "How find the Hygienists the Handling?",
        "Gustavo asks after the training. How are the hygienists?",
    ],
)
def test_names_of_the_scene_and_other_capitals_tell_of_none(text: str) -> None:
    assert read(text)[0] == "full"


@pytest.mark.parametrize(
    ("typed", "near", "meant"),
    [
        ("trail", ("trial",), "trial"),
        ("finace", ("finance",), "finance"),
        ("tets", ("test",), "test"),
        ("wkshop", ("workshop",), "workshop"),
        ("brokerage", ("broker",), "broker"),
        ("stare", ("store",), ""),
        ("tablet", ("table",), "table"),  # one letter more; a listed word is never put to this
        ("rent", ("relevant",), ""),
        ("post", ("poster",), ""),
    ],
)
def test_slips_of_the_pen(typed: str, near: tuple[str, ...], meant: str) -> None:
    assert topic._meant(typed, topic.stem(typed), near) == meant


def test_a_slip_in_a_word_with_no_topic_speaks_against_nothing() -> None:
    assert read("waht were you thinkng and feelng, if anythng?")[2] == "topic_generic"
    assert read("thx! hw wld you describ it?")[2] == "topic_generic"


@pytest.mark.parametrize(
    ("closed", "opened", "met", "reason"),
    [
        ("Was the audit hard?", "What was the audit like for you?", "full", "topic_shared"),
        ("Do you like your broker?", "What matters to you in brokerage?", "full", "topic_facet"),
        ("Was it tiring?", "What made it tiring?", "half", "topic_thin"),
        ("Was the audit hard?", "What was it like for you?", "half", "topic_generic"),
        ("Was the audit hard?", "How did your bookkeepers get by?", "no", "topic_unknown"),
    ],
)
def test_without_facets_the_original_is_all_there_is(
    closed: str, opened: str, met: str, reason: str
) -> None:
    assert read(opened, (), "", closed)[::2] == (met, reason)


def test_no_stem_stands_in_two_lists() -> None:
    lists = resources.load_mapping("coach/topic.yaml")
    stems = {name: list(map(topic.stem, lists[name].split())) for name in ("faint", "thin")}
    stems["empty"] = list(map(topic.stem, lists["empty"].split()))
    for name, words in stems.items():
        assert len(words) == len(set(words)), f"{name} has a stem twice"
    assert not set(stems["faint"]) & set(stems["thin"])
    assert not set(stems["empty"]) & (set(stems["faint"]) | set(stems["thin"]))
    assert all(re.fullmatch(r"[a-z0-9-]+", typed) for typed in lists["short"])


def test_the_cost_grows_with_the_length_of_the_text() -> None:
    once = "How did the crews in Tromso take to the loadign bay, and waht of the fjord?"
    read(once)

    def cost(times: int) -> float:
        text = " ".join([once] * times)
        parts = sentences(text)
        words = [word for part in parts for word in part.words]
        begun = time.thread_time()
        topic.on_topic(words, parts[-1].words, ORIGINAL, FACETS, SCENE)
        return time.thread_time() - begun

    assert min(cost(120) for _ in range(5)) < 40 * min(cost(10) for _ in range(5))
