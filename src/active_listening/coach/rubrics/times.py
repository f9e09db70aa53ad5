"""Days, dates, hours and spans that a message names: "by noon", "3 June", "within two hours".

The forms are those of everyday British and American letters (Quirk et al., A Comprehensive Grammar
of the English Language, 6.64-6.66 and 8.51-8.60). "Soon" and "as soon as possible" name no time,
and "last Tuesday" names none that is to come.
"""

from __future__ import annotations

import re

from active_listening.coach.reading import Span

_HOUR = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBER = rf"(?:{_HOUR}|fifteen|twenty|thirty|forty|forty[- ]five|sixty|ninety|\d{{1,3}})"
_ORDINAL = (
    "(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    "|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    "|twentieth|thirtieth"
)
_UNIT = "(?:min(?:ute)?s?|hours?|hrs?|h|days?|weeks?|months?|fortnight)"
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_WEEKDAY = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|thur|fri)"
    r"|(?:on|by|until|this|next) (?:sat|sun)"
)
_PART = "(?:morning|afternoon|evening|week|weekend|month|quarter|hour|day|night|lunchtime)"
_FORMS = (
    _WEEKDAY,
    "today|tonight|tomorrow|tomorow|tmrw|noon|midday|midnight|lunchtime|eod|eow|cob|cop|hourly",
    rf"(?:this|next|coming|every|each|later this) (?:{_PART})s?",
    "(?:end|close|start|beginning|middle) of (?:the |this |next |our |your )?"
    "(?:working |business )?(?:day|week|month|quarter|business|play|shift|today|tomorrow|morning"
    "|afternoon|hour)",
    "(?:by|before|after|at|until|over) (?:the )?(?:lunch|close|breakfast|teatime|weekend|evening)",
    rf"(?:in|within|every|after|under|inside) (?:the next |the |about |around |roughly |half )?"
    rf"(?:(?:an?|a few|a couple of|{_NUMBER}) (?:and a half )?(?:working |business )?)?(?:{_UNIT})",
    rf"(?:{_NUMBER}|an?|half an) (?:{_UNIT}) (?:from now|at (?:the )?(?:latest|most)|later)",
    rf"every \d{{1,3}}(?:{_UNIT})|within \d{{1,3}}(?:{_UNIT})|in \d{{1,3}}(?:{_UNIT})",
    "on the hour|(?:half past|half|quarter (?:to|past)) " + _HOUR,
    r"\d{1,2}:\d{2}(?: ?[ap]\.?m)?|\d{1,2}(?:\.\d{2})? ?(?:am|pm|a\.m|p\.m|o'?clock|h)",
    r"(?:at|by|before|until|till|around|from) \d{1,2}[.:h]\d{2}",
    rf"{_HOUR} ?o'?clock",
    r"(?:(?<=call )|(?<=ring )|(?<=you )|(?<= u )|(?<=call: )|(?<=update: )|(?<=message: ))"
    r"(?:[01]?\d|2[0-3])[.h][0-5]\d(?! ?(?:eur|€|pound|dollar|£|\$|%|percent|kg))",
    r"(?:[01]?\d|2[0-3])[.h][0-5]\d"
    r"(?= (?:i|we|you)(?: will|'ll| shall)? (?:ring|call|phone|write|hear|get))",
    rf"(?:by|on|until|till|before) the (?:{_ORDINAL})"
    r"(?= ?(?:$|[.,;:!?)\n]|of|the|and|with|or|we|you|your|all|at))",
    rf"(?:five|ten|twenty|quarter|\d{{1,2}}) (?:minutes )?(?:to|past) (?:{_HOUR}|\d{{1,2}})",
    rf"(?:at|by|before|until|till|around) (?:{_HOUR}|\d{{1,2}})"
    r"(?= ?(?:$|[.,;:!?)\n]|on|today|tomorrow|this|sharp|at|and|with|or|to|in|latest|even|-|–))",
    r"\d{4}-\d{2}-\d{2}|(?<![\d/.])(?!24/7)\d{1,2}/\d{1,2}(?:/\d{2,4})?",
    r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}\.(?:0[1-9]|1[0-2])",
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH}(?: the)? \d{{1,2}}(?:st|nd|rd|th)?",
    r"the \d{1,2}(?:st|nd|rd|th)|the (?:first|second|third) of",
    rf"(?:in|by|early|late|mid|early in|end of|start of|beginning of|middle of)[ -]{_MONTH}",
    rf"(?:through|during|until|till|from|before|after|throughout) {_MONTH}",
    "(?:by|before|after|until|till|over|in) (?:the )?(?:christmas|easter|new year)",
    rf"(?:{_NUMBER}|an?) (?:{_UNIT}) after|the (?:week|month) after|week \d{{1,2}}|next year",
    "in the (?:morning|afternoon|evening)|mid[ -]?(?:week|month|morning|afternoon)|midweek",
)
_TIME = re.compile(rf"(?<!\w)(?<!last )(?:{'|'.join(_FORMS)})(?!\w)")
_BEFORE = re.compile(
    r"(?<!\w)(?:by|before|until|till|til|due|deadline|no later than)(?:\W+\w+)?\W*$"
)


def time_in(lowered: str, start: int, end: int) -> Span | None:
    """The first time named from `start` to `end` of a text in lower case."""
    found = _TIME.search(lowered, start, end)
    return found.span() if found else None


def deadline_in(lowered: str, start: int, end: int) -> Span | None:
    """The first time there that is a deadline: "by Friday" is, "our talk on Monday" is not."""
    for found in _TIME.finditer(lowered, start, end):
        before = _BEFORE.search(lowered, max(start, found.start() - 20), found.start())
        if before or found[0].startswith(("by ", "before ", "within ", "until ")):
            return found.span()
    return None
