"""What must not reach a learner, and a search for it in whatever a learner receives.

A secret is a sentence of the keys. Texts are compared by their words alone, in lower case: what was
folded, escaped, marked up or typed in capitals is still found. A sentence of eight words or more is
looked for whole and in every run of eight words, so that a part of it is found too; a shorter one
is looked for whole.

Two things are no secret, and nothing else is passed over:

- the words of the task itself, which a good answer takes up: runs of eight words, and short
  sentences, but never a long one whole. They are looked for in the task's own text, nowhere else.
- `TAUGHT`: phrases that a lesson teaches and a key happens to use, each with the place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from readable import readable

from active_listening import bank, resources

RUN = 8
"""Words of a run that is nobody else's: shorter ones are English."""

TAUGHT = {
    "and then": "lessons/02_presence_and_cues.md",
    "go on": "lessons/02_presence_and_cues.md",
    "tell me more": "lessons/03_open_questions.md",
    "i understand": "lessons/05_empathy_and_validation.md",
    "i understand how you feel": "lessons/05_empathy_and_validation.md",
    "i know exactly how you feel": "roleplays/saturday-silence.yaml",
    "thank you for your patience": "roleplays/saturday-silence.yaml",
    "no name no day": "quizzes/11_case_lab.yaml",
    "who does it and by when": "coach/reasons.yaml",
    "i can see why that looks like a": "replies/05_empathy_and_validation.yaml",
    "and i dont know yet what can be done": "lessons/08_four_kinds_of_conflict.md",
    "how might we manage both id be glad": "replies/09_common_ground.yaml",
    "we dont know the cause yet ill ring you at": "replies/10_timing_and_mediation.yaml",
    "is still open youll hear from me at": "replies/10_timing_and_mediation.yaml",
    "you paid in four days and said no to the meeting": "quizzes/11_case_lab.yaml",
    "what will lie on the desk at the end each": "quizzes/11_case_lab.yaml",
    "mei ling id like to hear about the": "replies/11_case_lab.yaml",
    "thank you for this morning i heard that": "dialogues/12_follow_up.yaml",
    "at nine i ring you what have i": "replies/12_follow_up.yaml",
    "a client of their own on a card": "quizzes/13_train_your_team.yaml",
    "the adviser today i get dr demir the lists by tomorrow noon": "roleplays/last-letter.yaml",
    # told folded, below "Read on only when your talk with Mr Varga is over"
    "first somebody reads that list whom you cant overrule what else could we put beside it": (
        "lessons/14_capstone.md"
    ),
}
"""A phrase of the keys that a lesson teaches, in words alone, and where below data/."""

_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True, slots=True)
class Secret:
    """A sentence of the keys; `kind` says of which field."""

    assignment: str
    item: str
    kind: str
    text: str

    @property
    def words(self) -> str:
        return words(self.text)


@dataclass(frozen=True, slots=True)
class Leak:
    """Words of a secret, and the file in which they stand, with the way into it."""

    place: str
    found: str
    secret: Secret


def words(text: str) -> str:
    """A text as words in lower case, one space between them; "don't" is one word."""
    return " ".join(_WORD.findall(_INSIDE.sub("", text.lower())))


def names() -> list[str]:
    """Every assignment of the course."""
    return sorted(path.stem for path in (resources.data() / "assignments").glob("*.md"))


@cache
def secrets(name: str) -> tuple[Secret, ...]:
    """All that the keys of an assignment say."""
    found = []
    for id, key in bank.keys(name).items():
        kinds = {
            "model": key.models,
            "near miss": [near.say for near in key.near_misses],
            "what it misses": [near.note for near in key.near_misses],
            "common error": key.common_errors,
            "marking": [key.marking],
        }
        found += [Secret(name, id, kind, text) for kind, texts in kinds.items() for text in texts]
    return tuple(found)


@cache
def own_words(name: str, id: str) -> str:
    """What a task shows of itself: its fields, its page, and of a talk the scene."""
    data = resources.data()
    item = bank.graded(id)
    shown = [(data / "assignments" / f"{name}.md").read_text("utf-8")]
    if isinstance(item, bank.Worksheet):
        shown += [item.title, *(prompt.ask for prompt in item.prompts)]
        shown += [line.what for line in item.scheme]
    elif isinstance(item, bank.Roleplay):
        shown.append(bank.scenes.find(item.scene).read_text("utf-8"))
    else:
        shown += [item.scene, item.client, item.original, item.starter]
    return _padded(" . ".join(words(text) for text in shown))


def _padded(text: str) -> str:
    """With spaces at both ends, so that whole words are found."""
    return f" {text} "


@dataclass
class Search:
    """Looks for the keys of all assignments; counts what it looked through."""

    files: int = 0
    texts: int = 0
    characters: int = 0
    long: dict[str, list[Secret]] = field(default_factory=dict)
    short: dict[str, list[Secret]] = field(default_factory=dict)
    runs: dict[str, list[Secret]] = field(default_factory=dict)

    @classmethod
    def for_all(cls) -> Search:
        """With the secrets of every assignment."""
        taught = [_padded(phrase) for phrase in TAUGHT]
        long, short, runs = (defaultdict[str, list[Secret]](list) for _ in range(3))
        for secret in (one for name in names() for one in secrets(name)):
            said = secret.words.split()
            whole = len(said) < RUN
            parts = [" ".join(said[at : at + RUN]) for at in range(max(1, len(said) - RUN + 1))]
            own = own_words(secret.assignment, secret.item)
            for part in map(_padded, parts):
                if part not in own and not any(part in phrase for phrase in taught):
                    (short if whole else runs)[part].append(secret)
            if not whole:
                long[_padded(secret.words)].append(secret)
        return cls(long=dict(long), short=dict(short), runs=dict(runs))

    def look(self, path: Path, name: str = "") -> list[Leak]:
        """The secrets in a file, in whatever it is packed."""
        return self.look_into(path.read_bytes(), name or path.name)

    def look_into(self, content: bytes, name: str) -> list[Leak]:
        """The secrets in what would be a file."""
        self.files += 1
        found = []
        for place, text in readable(content, name):
            self.texts += 1
            self.characters += len(text)
            found += [Leak(place, what.strip(), one) for what, one in self._in(words(text))]
        return list(dict.fromkeys(found))

    def look_below(self, folder: Path) -> list[Leak]:
        """The secrets in every file of a folder, hidden ones too, and in the names of files."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        called = "\n".join(str(path.relative_to(folder)) for path in paths)
        found = [Leak("names of files", what, one) for what, one in self._in(words(called))]
        for path in paths:
            found += self.look(path, str(path.relative_to(folder)))
        return found

    def _in(self, text: str) -> Iterator[tuple[str, Secret]]:
        said = text.split()
        whole = _padded(text)
        for at in range(len(said) - RUN + 1):
            run = _padded(" ".join(said[at : at + RUN]))
            for secret in self.runs.get(run, ()):
                yield run, secret
        for table in (self.short, self.long):
            for sentence, ones in table.items():
                if sentence in whole:
                    yield from ((sentence, secret) for secret in ones)

    def __str__(self) -> str:
        count = sum(map(len, (self.long, self.short)))
        return (
            f"{count} sentences and {len(self.runs)} runs of the keys, looked for in {self.files} "
            f"files: {self.texts} texts, {self.characters} characters"
        )


def shown(path: Path, phrases: Iterable[str]) -> list[str]:
    """Those of some phrases that the search can read in a file: that it is not blind there."""
    texts = [_padded(words(text)) for _, text in readable(path.read_bytes(), path.name)]
    return [one for one in phrases if any(_padded(words(one)) in text for text in texts)]
