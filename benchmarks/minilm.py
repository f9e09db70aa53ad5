"""MiniLM + logistic regression: sentence embeddings, computed here with numpy alone.

The model (all-MiniLM-L6-v2: Wang et al. 2020; Reimers and Gurevych 2019) has 90 MB and is no part
of the project. Its folder, as published (`config.json`, `model.safetensors`, `tokenizer.json`), is
given with `--minilm`; without it the table says that this baseline was not measured. Words are cut
as BERT does (Devlin et al. 2019): lower case, no accents, punctuation apart, then the longest known
pieces.
"""

from __future__ import annotations

import json
import math
import struct
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
MOST_PIECES = 128
TOGETHER = 64


class MiniLM:
    """The model in a folder. FileNotFoundError where the folder does not hold it."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        self._layers, self._heads = config["num_hidden_layers"], config["num_attention_heads"]
        self._weights = _weights(folder / "model.safetensors")
        tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
        self._pieces: dict[str, int] = tokenizer["model"]["vocab"]
        self._done: dict[str, Array] = {}

    def vectors(self, texts: Sequence[str]) -> Array:
        """One vector of length 1 a text; those of a text seen before are kept."""
        new = sorted({text for text in texts if text not in self._done}, key=len)
        for i in range(0, len(new), TOGETHER):
            some = new[i : i + TOGETHER]
            self._done.update(zip(some, self._embed(some), strict=True))
        return np.stack([self._done[text] for text in texts])

    def _embed(self, texts: Sequence[str]) -> Array:
        cut = [self._cut(text) for text in texts]
        longest = max(map(len, cut))
        ids = np.array([one + [0] * (longest - len(one)) for one in cut])
        there = np.zeros(ids.shape, dtype=np.float32)
        for row, one in zip(there, cut, strict=True):
            row[: len(one)] = 1
        x = self._w("embeddings.word_embeddings.weight")[ids]
        x = x + self._w("embeddings.position_embeddings.weight")[:longest]
        x = x + self._w("embeddings.token_type_embeddings.weight")[0]
        x = self._normed(x, "embeddings.LayerNorm")
        hidden = (1.0 - there[:, None, None, :]) * -1e9
        for layer in range(self._layers):
            x = self._layer(x, hidden, f"encoder.layer.{layer}")
        mean = (x * there[:, :, None]).sum(axis=1) / there.sum(axis=1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, x: Any, hidden: Any, name: str) -> Any:
        """Attention, then two dense steps, each added to what went in (Vaswani et al. 2017)."""
        from scipy.special import erf

        many, length, width = x.shape

        def heads(part: str) -> Any:
            dense = self._dense(x, f"{name}.attention.self.{part}")
            return dense.reshape(many, length, self._heads, -1).transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        weight = query @ key.transpose(0, 1, 3, 2) / math.sqrt(width // self._heads) + hidden
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        seen = (weight / weight.sum(axis=-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(many, length, width)
        out = self._dense(seen, f"{name}.attention.output.dense")
        x = self._normed(x + out, f"{name}.attention.output.LayerNorm")
        wide = self._dense(x, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        return self._normed(
            x + self._dense(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _w(self, name: str) -> Array:
        return self._weights[name]

    def _dense(self, x: Any, name: str) -> Any:
        return x @ self._w(f"{name}.weight").T + self._w(f"{name}.bias")

    def _normed(self, x: Any, name: str) -> Any:
        middle = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + 1e-12)
        return middle / spread * self._w(f"{name}.weight") + self._w(f"{name}.bias")

    def _cut(self, text: str) -> list[int]:
        known = self._pieces
        found = [known["[CLS]"]]
        for word in _words(text):
            found += self._in_pieces(word)
        return [*found[: MOST_PIECES - 1], known["[SEP]"]]

    def _in_pieces(self, word: str) -> list[int]:
        """The longest known piece, again and again; unknown as a whole where one is missing."""
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self._pieces:
                    found.append(self._pieces[piece])
                    start = end
                    break
            else:
                return [self._pieces["[UNK]"]]
        return found


def _words(text: str) -> list[str]:
    """Lower-case words without accents, each mark of punctuation a word of its own."""
    plain = unicodedata.normalize("NFD", text.lower())
    spaced = ""
    for one in plain:
        kind = unicodedata.category(one)
        if kind == "Mn":
            continue
        marks = kind.startswith("P") or (one.isascii() and not one.isalnum() and one.isprintable())
        spaced += f" {one} " if marks else one
    return spaced.split()


def _weights(file: Path) -> dict[str, Array]:
    """Every array of a safetensors file: a length, a JSON header, then the numbers."""
    data = file.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header: dict[str, Any] = json.loads(data[8 : 8 + length])
    found = {}
    for name, about in header.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = (8 + length + offset for offset in about["data_offsets"])
            found[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(about["shape"])
    return found


@cache
def loaded(folder: Path) -> MiniLM:
    """The model of a folder, once."""
    return MiniLM(folder)
