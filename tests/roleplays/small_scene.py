"""A small scene that is sound, for tests to play and to break in one place."""

from pathlib import Path

from active_listening import roleplays
from active_listening.roleplays.scene import Scene

TEXT = """\
id: late-crates
title: "Late crates"
lesson: "07"
client:
  name: Mara Oyelaran
  short: Mara
  role: buyer
  company: Tern Foods
  persona: [dry]
you:
  name: Ben Ruiz
  role: account manager, Carrow
  brief: Crates came late twice, and Mara rang.
turns: 9
start: {trust: 4, tension: 7, openness: 1}
opening: "The crates came late. Again."
concerns:
  - id: shop
    main: true
    about: The new shop had nothing on its shelves.
    hint: {when: openness >= 2 and turn >= 2 and not stung, say: "It was not only crates."}
    reveal:
      when: >-
        openness >= 3
        and asked
      say: "The new shop opened with empty shelves."
  - id: sister
    about: Her sister runs the shop.
    hint: {when: main and did(validation), say: "It matters to more people than me."}
    reveal: {when: hinted(sister) and trust >= 5, say: "My sister runs that shop."}
flags:
  warmed: acknowledged and did(open_question)
  both: warmed and main
beats:
  - id: storm
    when: heat
    choices:
      - {say: "You sound worn out by this.", moves: [reflection_feeling], reply: "I am."}
      - {say: "What happened on the day?", moves: [open_question]}
      - {say: "Go on.", moves: [encourager]}
      - {say: "The road was closed, and nobody could know.", moves: [defending]}
      - {say: "You ordered late, to be fair to us.", moves: [blaming]}
    lines:
      - {when: fired(early_fix), say: "Keep your fix."}
      - {when: did(reflection_feeling), say: "“{feeling}” will do."}
      - {when: did(open_question), say: "Eight hours I waited."}
      - {when: did(open_question), say: "Eleven crates came, of forty."}
      - {when: stung, say: "I see."}
  - id: calm
    choices:
      - {say: "Forty crates, and eleven came.", moves: [reflection_content]}
      - {say: "Who was waiting for them?", moves: [open_question]}
      - {say: "Shall we agree on Tuesdays, then, and on one name to ring?", moves: [next_step]}
      - {say: "It is only crates, in the end, when you think of it.", moves: [minimising]}
    lines:
      - {when: did(reflection_content), say: "“{word}”, yes."}
      - {say: "Yes.", again: true}
  - id: anywhere
    choices:
      - {say: "I hear you.", moves: [encourager]}
      - {say: "Take your time.", moves: [encourager]}
      - {say: "Let me know if it happens again, won't you?", moves: [closed_question]}
      - {say: "You might order a day earlier.", moves: [advising]}
lines:
  - {when: did(validation), say: "Thank you."}
  - {say: "Hm."}
unsure: ["Say that again?", "The line is bad.", "Once more?"]
endings:
  - id: walkout
    kind: walkout
    when: tension >= 10 or trust <= 0
    title: Gone
    say: "Good day."
    after: She rang somebody else.
  - id: tuesdays
    kind: best
    when: agreed and summarised and revealed(shop)
    title: Tuesdays
    say: "Tuesdays, then."
    after: The crates come on Tuesdays.
  - {id: drift, kind: drift, when: over, title: Nothing, say: "Well.", after: Nothing came of it.}
cards:
  client:
    mood: cross
    wants: crates
    hides: [the shop]
    opens: [a question]
    closes: [an excuse]
    first: "Late again."
  you: {brief: Crates came late., aim: To hear why it matters.}
  observer: [Who speaks more?]
"""


def written(folder: Path, text: str = TEXT, name: str = "late-crates.yaml") -> Path:
    """The scene as a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def small(folder: Path, *changes: tuple[str, str]) -> Scene:
    """The scene, changed in places."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return roleplays.read(written(folder, text))
