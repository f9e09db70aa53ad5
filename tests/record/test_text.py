"""Any text that can be typed or pasted comes back; any bytes at all can be opened."""

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from active_listening.record import Answers, Record, RecordError

ANYTHING = st.text(st.characters(), max_size=60)  # lone surrogates, NUL and all
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
    max_leaves=6,
)


def meant(answer):
    """Two halves of a character that stand together are that character."""
    return json.loads(json.dumps(answer))


@settings(max_examples=25, deadline=None)
@given(st.lists(ANYTHING, min_size=1, max_size=4), VALUES)
@example(["\x00", "\ud800", "a\u2028b\u2029c\x85d", '{"v":1,"reading":'], "\ud83d\ude00")
def test_any_text_comes_back_from_record_and_answers(texts, value):
    with tempfile.TemporaryDirectory() as name:
        record, answers = Record.open(name), Answers(name, "03", learner="me")
        for text in [*texts, value]:
            revision = record.save("item", text, kind="attempt", reading={"text": text}).revision
            answers.put("item", text, revision)
            for again in (record, Record.open(name)):
                assert again.latest("item").answer == meant(text)
                assert again.latest("item").reading == {"text": meant(text)}
                assert again.notice == ""
            assert answers.items["item"]["answer"] == meant(text)
        record.save("item", value, base=0)
        assert len(list(record.entries())) == len(texts) + 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"\n", b'{"v":1,', b"\x00"]), max_size=6))
def test_any_bytes_can_be_opened_and_written_after(parts):
    with tempfile.TemporaryDirectory() as name:
        for file in ("record.jsonl", "answers.json", "in.json"):
            (Path(name) / file).write_bytes(b"".join(parts))
        record, answers = Record.open(name), Answers(name, "03", learner="me")
        assert record.save("item", "x", base=0).revision == 1
        assert answers.put("item", "x", 1)["answer"] == "x"
        assert Record.open(name).latest("item").answer == "x"
        assert list(answers.items) == ["item"]
        try:
            record.import_(Path(name) / "in.json")
        except RecordError as told:
            assert "holds no record" in str(told)
