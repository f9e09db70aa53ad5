"""What all activities share: one widget each, a view for the page, messages, restoring, saving.

A subclass keeps its state in Python, gives the page a `view` (plain data), and answers the page's
messages in methods named ``hear_<type>``. The page shows and asks; rules are here.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar

import anywidget
import traitlets

from active_listening import coach
from active_listening.lesson import assets, fallback
from active_listening.lesson.keeping import Keeper, clock
from active_listening.lesson.notice import SURPRISE
from active_listening.record import Entry, RecordError

_log = logging.getLogger(__name__)
_WIDGET = "application/vnd.jupyter.widget-view+json"


class Activity(anywidget.AnyWidget):
    """One activity on the page.

    Attributes:
        view: what the page shows. Replaced as a whole to redraw; see `quietly`.
    """

    KIND: ClassVar[str] = ""
    _css = assets.style()
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, item: Any, keeper: Keeper) -> None:
        self.item, self.keeper = item, keeper
        self.restore()
        super().__init__(view=self._page())
        keeper.saved, keeper.failed, keeper.stale = self.on_saved, self.trouble, self.on_stale
        self.on_msg(self._receive)

    @property
    def call(self) -> str:
        """The name of the call that shows this activity."""
        return self.KIND

    def restore(self) -> None:
        """Take up the state that `self.keeper` holds."""

    def page(self) -> dict[str, Any]:
        """The view of the present state."""
        raise NotImplementedError

    def _page(self) -> dict[str, Any]:
        return {"id": self.item.id, "limit": coach.LIMIT, "move": False, **self.page()}

    def after_display(self) -> None:
        """Show what belongs under the activity in the cell's output; as a rule nothing."""

    def redraw(self, move: bool = False) -> None:
        """Have the page drawn afresh; with `move`, the keyboard goes to what is new."""
        self.view = {**self._page(), "move": move}

    def quietly(self) -> None:
        """Bring the view up to date for whoever looks next, without a word to the page."""
        self.view.clear()
        self.view.update(self._page())

    def trouble(self, sentence: str) -> None:
        """Tell the learner, on the page, why something is not saved."""
        self.send({"type": "trouble", "text": f"Not saved. {sentence}"})

    def on_saved(self, entry: Entry) -> None:
        """The newest answer is on the disk. Called on another thread."""
        self.send({"type": "saved", "text": f"Saved {clock(entry.time)}"})

    def on_stale(self, theirs: Entry) -> None:
        """Another window saved this item first. Called on another thread."""
        text = "Changed in another window. This is what stands there; your words are kept too."
        self.send({"type": "stale", "text": text, "theirs": self.shown(theirs.answer)})

    def shown(self, answer: Any) -> str:
        """An answer as a line of text, for the learner to compare."""
        return answer if isinstance(answer, str) else str(answer)

    def hear_theirs(self, _message: dict[str, Any]) -> None:
        """The learner takes what the other window saved."""
        self.keeper.take_theirs()
        self.restore()
        self.view = {**self._page(), "replace": True}

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """Answer one message of the page; what goes wrong is told there, never as a traceback."""
        kind = message.get("type") if isinstance(message, dict) else None
        hearer = getattr(self, f"hear_{kind}", None)
        if hearer is None:
            return
        try:
            hearer(message)
        except (RecordError, coach.TooLong) as error:
            self.trouble(str(error))
        except Exception:
            _log.exception("An activity failed: %s %s", self.KIND, self.item.id)
            self.send({"type": "trouble", "text": SURPRISE})

    def bundle(self) -> dict[str, Any]:
        """The activity as a cell's output: the widget, and what stands there without a kernel."""
        view = {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
        return {_WIDGET: view, **fallback.bundle(self.call, self.item.id)}

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.bundle(), {}


def text_of(message: dict[str, Any]) -> str:
    """The words in a message of the page; "" for anything that is not text."""
    value = message.get("value")
    return value if isinstance(value, str) else ""
