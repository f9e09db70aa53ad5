"""A small course with lines to answer: two replies and a defensive line, on a page, with keys."""

from __future__ import annotations

import shutil
from pathlib import Path

from active_listening import resources

NAME = "98_replies"
ITEMS = """
- id: r98-blank-screen
  kind: reply
  level: 1
  points: 5
  rubric: empathy
  scene: >-
    Ama Boateng runs a call centre, which got a new phone system on Friday. Joss, who sold it to
    her, rings her on Monday.
  client: >-
    On Saturday I stood there with sixty callers in the queue and a screen that went blank every ten
    minutes. I felt completely let down.
  facets:
    - {name: the callers, words: [callers, queue, people waiting, customers, line]}
    - {name: the screen, words: [screen, blank, black, system, went dark, display]}
  feelings: [let down]

- id: r98-two-spreadsheets
  kind: reply
  level: 1
  points: 10
  rubric: paraphrase
  scene: Femi buys packaging for a bakery. He tells Joss why the monthly figures come late.
  client: >-
    Every month I copy the orders from your portal into my own spreadsheet by hand, because your
    export leaves the prices out. It costs me a whole day, and that is the day of the board meeting.
  facets:
    - {name: copying by hand, words: [copy, type, hand, manual, transfer, key in, spreadsheet]}
    - {name: prices missing, words: [price, prices, missing, leaves out, left out, without, lacks]}
    - {name: a day before the board, words: [day, board, meeting, time, hours]}

- id: r98-nobody-read-it
  kind: rewrite
  level: 2
  points: 5
  rubric: defensive
  scene: Ama has just said that nobody told her staff about the new menu. Joss had sent a mail.
  client: "My people stood there on Monday and had no idea that the menu had changed."
  original: "We did send everybody an email about it two weeks ago."
  facets:
    - {name: the change, words: [menu, change, changed, changes, new]}
    - {name: her staff, words: [people, staff, team, agents, everyone]}
"""
QUIZ = """
- id: q98-so-it-is
  kind: true_false
  prompt: "True?"
  statement: "It is so."
  right: false
  feedback: {true: "It is not.", false: "Indeed."}
  misconception: "that it is so"
"""
KEYS = """
- id: r98-blank-screen
  models:
    - "You were let down: a full queue, and a screen that kept going dark. No wonder you are angry."
    - "It makes sense that you feel let down, with all those callers and nothing on the screen."
    - >-
      That was a Saturday of sixty people waiting and a blank screen. You must have felt
      abandoned.
  near_misses:
    - say: "You had callers waiting and a blank screen, and I promise it will never happen again."
      misses: [E1, E3, E6]
      note: "No feeling, and a promise in its place."
  common_errors: ["Going straight to the repair."]
  marking: "A feeling near hers is enough. Being sorry is no feeling of hers."

- id: r98-two-spreadsheets
  models:
    - >-
      So you retype all our orders each month since our file comes without prices, and you lose a
      day just before the board sits. Have I got that right?
    - >-
      It sounds as if the missing prices force you to key everything in yourself, on the very day
      you need for your board.
    - >-
      If I heard you right, our export lacks the prices, so the figures go over by hand and eat up
      a day you don't have.
  near_misses:
    - say: >-
        So you retype our orders because the prices are missing, on the day of the board. You
        should ask support for the long export.
      misses: [P4, P6]
      note: "Advice nobody asked for."
  common_errors: ["Explaining how the export works."]
  marking: "Two of the three points are enough."

- id: r98-nobody-read-it
  models:
    - >-
      So the change reached your team without a word of warning. That was awkward for them, and
      I'm sorry our news missed them. What happened at the desks?
    - >-
      Your staff met a new menu with no warning. It makes sense that you are upset. How did Monday
      go for them?
    - >-
      The new menu took your people by surprise, and that is frustrating. What would have reached
      them in time?
  common_errors: ["Naming the mail again."]
  marking: "The mail is left out, whatever comes in its place."
"""
PAGE = """# Assignment 98: Replies

Answer the client.

```python
# Task 1
reply("r98-blank-screen")
```

```python
# Task 2
reply("r98-two-spreadsheets")
```

```python
# Task 3
rewrite("r98-nobody-read-it")
```

```python
# Hand in
hand_in("98_replies")
```
"""
GOOD = {
    "r98-blank-screen": (
        "You felt let down, and no wonder: a long queue, and a screen that went black on you."
    ),
    "r98-two-spreadsheets": (
        "So our file has no prices in it, you type every order over by hand, and that takes the "
        "day you need before the board meets. Is that how it is?"
    ),
    "r98-nobody-read-it": (
        "Your staff had no warning of the new menu, and I can see how frustrating that is. "
        "How did they get through Monday?"
    ),
}
"""Answers that pass."""


def make(folder: Path) -> Path:
    """The data of a course with this assignment and nothing else, in `folder`."""
    data = folder / "data"
    for name in ("coach", "schema"):
        shutil.copytree(resources.data() / name, data / name)
    for name, text in (
        (f"quizzes/{NAME}.yaml", QUIZ),
        (f"assignments/{NAME}.yaml", ITEMS),
        (f"assignments/{NAME}.md", PAGE),
        (f"keys/{NAME}.yaml", KEYS),
    ):
        path = data / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return data
