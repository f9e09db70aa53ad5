"""Notebooks as the course's JupyterLab hands them to the page: without stored widget state.

A notebook's metadata may hold the state of widgets, and JupyterLab brings them to life on opening,
whoever sent the file. An anywidget's state holds JavaScript, so such a notebook could run a script
of a stranger's with the learner's rights. The course never stores widget state, and needs none.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class Contents(AsyncLargeFileManager):
    """The files of the workspace, notebooks without widget state."""

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """A file or folder, as the contents API describes it."""
        model = await super().get(*args, **kwargs)
        content = model.get("content")
        if model.get("type") == "notebook" and isinstance(content, dict):
            content.get("metadata", {}).pop("widgets", None)
        return model
