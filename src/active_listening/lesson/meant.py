"""What a learner can say a line was meant to be: the moves, in plain words."""

from __future__ import annotations

MOST_MEANT = 3
"""Moves that one line can be set to."""
GROUPS = {
    "Listening": {
        "reflection_feeling": "I named a feeling",
        "reflection_content": "I said back what I heard",
        "summary": "I summed up",
        "check_back": "I checked whether I had it right",
        "validation": "I said that it makes sense",
        "encourager": "I left the floor to them",
        "open_question": "I asked an open question",
    },
    "Moving on": {
        "focused_question": "I asked for one fact",
        "closed_question": "I asked for a yes or no",
        "apology": "I said sorry for our part",
        "permission": "I asked if I may",
        "common_ground": "I named what we both want",
        "ground_rules": "I said how we will talk",
        "inviting_options": "I asked for their ideas",
        "proposing": "I proposed something",
        "next_step": "I settled who does what by when",
        "information": "I gave a fact",
    },
    "What gets in the way": {
        "defending": "I defended our side",
        "blaming": "I put it on them",
        "minimising": "I made it smaller",
        "overpromising": "I promised what I can't know",
        "interrupting": "I cut in",
        "advising": "I gave advice unasked",
        "reversal": "I took it back with a “but”",
        "self_story": "I turned to a story of mine",
        "leading": "I asked for the answer I hoped for",
        "loaded": "I took something for granted",
        "double_barrelled": "I asked two things at once",
        "multiple": "I asked several questions",
        "solution_in_disguise": "I asked, and meant a proposal",
    },
}
"""Group to its moves; every move and flaw that the client knows is in one of them."""
