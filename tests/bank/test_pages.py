"""Pages as they are written: slugs, headings, blocks and paragraphs."""

from pathlib import Path

import pytest

from active_listening.bank import pages

TEXT = """# One *page*

**5 minutes.** All 5.

> **Jo** Hello
> again.

- a point
  goes on
- another [link](x.md)

| a | b |
|---|---|
| c d | |

```python
# not a heading
quiz("a-quiz")
```

## One page
"""


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Monday, 9:10", "monday-9-10"),
        ("What is the shortest honest answer?", "what-is-the-shortest-honest-answer"),
        ("Respond, don’t react", "respond-dont-react"),
        ("Sofía's café", "sofias-cafe"),
        ("…", ""),
    ],
)
def test_a_slug_is_words_and_hyphens(heading: str, slug: str) -> None:
    assert pages.slug(heading) == slug


def test_a_page_knows_its_headings_blocks_and_paragraphs(tmp_path: Path) -> None:
    page = pages.Page(tmp_path / "lessons" / "03_x.md", TEXT)
    assert page.headings == {"one-page": 1}
    assert page.calls == (pages.Call("quiz", "a-quiz", 18),)
    assert list(page.paragraphs()) == [
        (1, "One page"),
        (3, "5 minutes. All 5."),
        (5, "Jo Hello again."),
        (8, "a point goes on"),
        (10, "another link"),
        (12, "a"),
        (12, "b"),
        (14, "c d"),
        (21, "One page"),
    ]
