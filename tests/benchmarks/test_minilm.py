"""The sentence model on a toy of its own shape: pieces, padding, length."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from benchmarks.minilm import MiniLM

WIDTH, WIDER = 8, 16
VOCAB = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "late", "van", "##s", "?", "cafe"]


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(VOCAB), WIDTH),
        "embeddings.position_embeddings.weight": (16, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    layer = "encoder.layer.0"
    dense = {f"{layer}.attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
    dense[f"{layer}.attention.output.dense"] = (WIDTH, WIDTH)
    dense[f"{layer}.intermediate.dense"] = (WIDER, WIDTH)
    dense[f"{layer}.output.dense"] = (WIDTH, WIDER)
    for norm in ("embeddings", f"{layer}.attention.output", f"{layer}.output"):
        found |= {f"{norm}.LayerNorm.weight": (WIDTH,), f"{norm}.LayerNorm.bias": (WIDTH,)}
    for name, shape in dense.items():
        found |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    return found


@pytest.fixture
def toy(tmp_path: Path) -> MiniLM:
    chance = np.random.default_rng(3)
    header, data = {}, b""
    for name, shape in shapes().items():
        numbers = chance.normal(size=shape).astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": shape,
            "data_offsets": [len(data), len(data) + len(numbers)],
        }
        data += numbers
    head = json.dumps(header).encode()
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + data)
    vocab = {piece: i for i, piece in enumerate(VOCAB)}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {"vocab": vocab}}), "utf-8")
    config = {"num_hidden_layers": 1, "num_attention_heads": 2}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    return MiniLM(tmp_path)


def test_words_are_cut_into_the_longest_known_pieces(toy: MiniLM) -> None:
    cut = [VOCAB[i] for i in toy._cut("Late vans, café?")]
    assert cut == ["[CLS]", "late", "van", "##s", "[UNK]", "cafe", "?", "[SEP]"]


def test_a_vector_has_length_one_and_does_not_depend_on_its_neighbours(toy: MiniLM) -> None:
    together = toy.vectors(["late", "late vans van late?", "van"])
    assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    toy._done.clear()
    assert toy.vectors(["late"])[0] == pytest.approx(together[0], abs=1e-5)
    assert not np.allclose(together[0], together[1], atol=1e-4)
