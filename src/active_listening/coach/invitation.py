"""Invitations and requests: "walk me through", "could you tell me", "I'd love to hear".

Indirect requests carry the force of what they embed (Searle, Indirect Speech Acts, 1975): what the
client is invited to tell decides the tier, not the yes-no form around it. Each is read as an
opening ("could you", "I'd like you to"; Blum-Kulka, House and Kasper, 1989, ch. 1, list the forms),
a verb ("tell me", "give me") and what follows the verb.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.grammar import (
    MODALS,
    PREPOSITIONS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    gerund,
    is_fact,
    is_in,
    listed,
    noun_head,
    phrase_at,
    phrases,
    word_is,
)
from active_listening.coach.wh import fact_wh, preposition_wh, wide_wh

_TO_THE_VERB = ("to", "in", "and", "out", "from", "you", "better", "on", "into")
"""Between a stance and its verb: "curious to hear", "interested in hearing"."""
_STANCES = frozenset("wonder wondered wondering curious interested intrigued keen".split())
_LEARNING = frozenset("hear hearing understand understanding know knowing learn get".split())
_TOLD = frozenset("give get have hear know learn share say tell ask understand".split())
_PICKED = frozenset(("name", "list", "state", "specify"))
_FETCHES = frozenset("tell telling give giving show showing say saying let letting share".split())
_NEAR_THE_VERB = frozenset(
    "to me us a bit little about on of for in with again some something from as".split()
)
"""Between the verb and what it asks for: "tell me a bit about", "share with us how"."""
_OPEN_ENDED = frozenset(
    "about more through back example examples time moment day occasion situation case".split()
)
_ONES_OWN = ("your", "something", "anything", "about", "with", "a")
_OTHERS = frozenset("him her them everyone everybody".split())
_OFFERING = frozenset("any anything anybody anyone need help you'd problems problem".split())


def invitation(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """What an invitation that begins at word `i` asks for; None where there is none."""
    return (
        _opened(words, i, mark)
        or _had(words, i)
        or _asked_by_i(words, i)
        or _curious(words, i)
        or (_imperative(words, i) if first or words[i].pause or _ordered_on(words, i) else None)
    )


def _ordered_on(words: Words, i: int) -> bool:
    """ "Have a look and tell me what you think": after another order."""
    return i > 1 and words[i - 1].text == "and" and is_in(words, 0, "verbs")


def _imperative(words: Words, i: int) -> Ask | None:
    """ "Walk me through ...", "describe ...", "do share ..."."""
    begin = i + 1 if word_is(words, i, "do", "let's") else i
    if begin >= len(words):
        return None
    scale = phrases("scales").search(words) if is_in(words, begin, "scale_verbs") else None
    if scale:
        return Ask("closed", *scale, "scale")
    if words[begin].text in _LEARNING:  # "know what ...": no order
        return None
    if words[i].text == "let's" and not _wide_ahead(words, begin):
        return None
    return _asked_for(words, begin, begin, "open_invitation")


def _wide_ahead(words: Words, k: int) -> bool:
    """ "Let's start with how it went" invites; "let's talk on Monday" does not."""
    return any(words[at].text in WIDE_WH for at in range(k + 1, min(k + 4, len(words))))


def _opened(words: Words, i: int, mark: str) -> Ask | None:
    """ "Could you ...", "would you mind ...", "you can ...?": the verb says what is asked."""
    k = phrase_at("openings", words, i)
    if not k:
        return None
    declared = words[i].text in listed("declared")
    if word_is(words, i, "you") and word_is(words, i + 1, "can", "may") and mark != "?":
        return None  # "you can tell me anything"
    k = _past_frames(words, k)
    return _asked_for(words, i, k, "open_curious" if declared else "open_polite")


def _had(words: Words, i: int) -> Ask | None:
    """ "Does anyone know how ...", "do you have any thoughts on ..."."""
    k = phrase_at("having", words, i)
    if k:
        head = _thing(words, k)
        told = is_in(words, head, "wide_fragments")
        return Ask("open", i, head + 1, "open_polite") if told else None
    k = phrase_at("knowing", words, i)
    if k and k < len(words) and (words[k].text in WH or words[k].text in ("if", "whether")):
        return _complement(words, i, k, k, "open_polite")
    return None


def _past_frames(words: Words, k: int) -> int:
    """The index after "be able to", "start by" and the like, unless they invite themselves."""
    while k < len(words) and not phrase_at("invitations", words, k):
        end = phrase_at("between", words, k)
        if not end:
            break
        k = end
    return k


def _asked_by_i(words: Words, i: int) -> Ask | None:
    """ "May I ask how ...", "could I have your number", "can we talk about ..."."""
    if words[i].text not in MODALS or not word_is(words, i + 1, "i", "we"):
        return None
    joint = phrase_at("together", words, i + 2) if word_is(words, i + 1, "we") else 0
    if joint:
        return _complement(words, i, i + 2, joint, "open_polite")
    end = phrase_at("asked_by_i", words, i + 2)
    if not end:
        return None
    if words[end - 1].text == "to":
        return _asked_for(words, i, _past_frames(words, end), "open_polite")
    return _fetched(words, i, end, words[i + 2].text)


def _curious(words: Words, i: int) -> Ask | None:
    """ "I wonder how ...", "I'd love to hear about ...": a statement that asks."""
    k = phrase_at("curiosity", words, i)
    if not k:
        return None
    verb = words[k - 1].text
    while k < len(words):
        if is_in(words, k, "learning_verbs"):
            verb = words[k].text
        elif words[k].text not in _TO_THE_VERB:
            break
        k += 1
    ends = k >= len(words) or words[k].pause
    if ends or (words[i].text == "seeing" and any(w.pause for w in words[k:])):
        return None  # "seeing how late it was, we left"
    return _wanted(words, i, k, verb)


def wished(words: Words, i: int, k: int) -> Ask | None:
    """ "What I'd love to understand is how ...": what comes from word `k` on is wished for."""
    wish = any(is_in(words, at, "learning_verbs") for at in range(i + 2, k))
    wish = wish and words[i + 1].text != "you" and not word_is(words, k - 2, "hearing", "seeing")
    return _complement(words, i, k, k, "open_curious") if wish and words[k].text in WH else None


def _wanted(words: Words, i: int, k: int, verb: str) -> Ask | None:
    """What a statement of curiosity wants to learn: words from `k` on, after `verb`."""
    text = words[k].text
    if (
        verb in _STANCES
        or verb in listed("learning_verbs")
        or word_is(words, k - 1, "on", "me", "myself")
    ):
        if text in WH or text in ("whether", "if"):
            return _complement(words, i, k, k, "open_curious")
        if text in ("about", "more") and verb not in ("see", "check", "wondered"):
            return _complement(words, i, k, k, "open_curious")
    head = _thing(words, k)
    if not head or text in PREPOSITIONS:
        return None
    if is_fact(words, head) and (verb in _LEARNING or text == "your"):
        return Ask("focused", i, head + 1, "fact_request")
    told = verb.startswith("hear") and is_in(words, k, "determiners")
    if told or verb.startswith("underst") or is_in(words, head, "accounts"):
        return Ask("open", i, head + 1, "open_curious")
    return None


def _asked_for(words: Words, begin: int, k: int, reason: str) -> Ask | None:
    """What the verb at word `k` asks for; None where it asks for a deed, or is no such verb."""
    end = phrase_at("invitations", words, k)
    if end:
        deed = words[k].text.startswith("tell") and word_is(words, end, "to")
        if deed or (words[end - 1].text == "know" and _says_goodbye(words, end)):
            return None
        return _complement(words, begin, k, end, reason)
    if k >= len(words):
        return None
    if words[k].text in ("expand", "expanding") and k + 1 == len(words):
        return Ask("open", begin, k + 1, reason)
    if words[k].text in _topics():
        return None if _for_others(words, k + 1) else _on_topic(words, begin, k, reason)
    if words[k].text in _fetching():
        return _fetched(words, begin, k + 1, words[k].text)
    return None


def _says_goodbye(words: Words, k: int) -> bool:
    """ "Let me know.", "let me know if you need anything"."""
    offers = any(w.text in _OFFERING for w in words[k + 1 : k + 6])
    return k == len(words) or (word_is(words, k, "if") and offers)


def _for_others(words: Words, k: int) -> bool:
    """ "Explain it to Ana", "share the file with them": a deed, done for somebody else."""
    bare = word_is(words, k, "it", "this", "that", "them", "these")
    if not bare:
        head = noun_head(words, k) if is_in(words, k, "determiners") else 0
        k = head if head else k - 1
    if not word_is(words, k + 1, "to", "with") or k + 2 >= len(words):
        return False
    whom = words[k + 2]
    return whom.capital or whom.text in _OTHERS or (bare and whom.text not in ("me", "us"))


def _on_topic(words: Words, begin: int, k: int, reason: str) -> Ask | None:
    """ "Describe your morning", "share what you saw", but not "share your screen"."""
    if words[k].text.startswith("shar"):
        head = _thing(words, k + 1)
        own = is_in(words, k + 1, "quantities") or word_is(words, k + 1, *_ONES_OWN)
        told = is_in(words, head, "accounts") or (own and not is_in(words, head, "files"))
        if k + 1 < len(words) and words[k + 1].text not in WH and not told:
            return None
        if head and is_fact(words, head):
            return Ask("focused", begin, head + 1, "fact_request")
    return _complement(words, begin, k, k + 1, reason)


def _fetched(words: Words, begin: int, k: int, verb: str) -> Ask | None:
    """ "Give me the order number": a request for one thing is as wide as the thing."""
    first = k
    while word_is(words, k, "me", "us", "to", "that", "with", "off", "for"):
        k += 1
    if k >= len(words) or words[k].pause or (verb == "send" and k == first):
        return None
    text = words[k].text
    if text in WH or text in ("if", "whether"):
        return _complement(words, begin, k, k, "open_polite")
    if text in PREPOSITIONS and word_is(words, k + 1, *WH):  # "may I ask in what way ..."
        asked = preposition_wh(words, k, "?", first=True)
        return asked._replace(start=begin) if asked else None
    if text in ("more", "about") and verb in _TOLD:
        return Ask("open", begin, k + 1, "open_polite")
    head = _thing(words, k)
    if head and is_in(words, head, "accounts"):
        return Ask("open", begin, head + 1, "open_polite")
    if verb == "send" and is_in(words, head, "files"):
        return None
    length = is_in(words, head, "fetched_whole") and word_is(
        words, k, "a", "an", "some", "one", "more", "another"
    )
    if (head and is_fact(words, head) and not length) or (head and verb in _PICKED):
        return Ask("focused", begin, head + 1, "fact_request")
    return None


def _thing(words: Words, k: int) -> int:
    """The noun of "a bit of background", "one more recent example"; 0 where there is none."""
    while is_in(words, k, "determiners") or is_in(words, k, "quantities"):
        k += 1
    return noun_head(words, k) if k < len(words) and not words[k].pause else 0


def _complement(words: Words, begin: int, verb: int, k: int, reason: str) -> Ask:
    """What follows an invitation whose verb is word `verb` and ends before `k`: how wide it is."""
    at = k
    while word_is(words, at, *_NEAR_THE_VERB) and not words[at].pause:
        at += 1
    wide = any(word.text in _OPEN_ENDED for word in words[verb:at])
    if at >= len(words) or words[at].pause:
        return Ask("open", begin, max(k, min(at, len(words))), reason)
    text = words[at].text
    if text in ("if", "whether"):
        return Ask("closed", begin, at + 1, "whether")
    if text in WH and (text in WIDE_WH or not wide):
        inner = wide_wh(words, at) if text in WIDE_WH else fact_wh(words, at)
        if inner.tier != "open":
            return Ask(inner.tier, begin, inner.end, inner.reason)
        return Ask("open", begin, at + 1, reason)
    head = 0 if wide or words[verb].text not in _FETCHES else _thing(words, at)
    if head and is_fact(words, head):
        return Ask("focused", begin, head + 1, "fact_request")
    return Ask("open", begin, k, reason)


@lru_cache
def _topics() -> frozenset[str]:
    return listed("topics") | frozenset(map(gerund, listed("topics")))


@lru_cache
def _fetching() -> frozenset[str]:
    return listed("fetching") | frozenset(map(gerund, listed("fetching")))
