"""A small transformer on top of the static vectors: does word order help, in the same training time?

It starts as the static model itself (the layers' outputs are scaled by a gate that opens from zero).
Used by ``ablation.py`` alone: the shipped model has no layers.
"""

from __future__ import annotations

from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Module
from sentence_transformers.base.modules.normalize import Normalize
from tokenizers import Tokenizer
from torch import nn

WIDTH, HEADS, LENGTH = 256, 4, 192  # numbers inside the layers, attention heads, tokens read


class Layers(Module):
    """Token vectors, plus what some attention layers make of them, averaged."""

    def __init__(self, tokenizer: Tokenizer, vectors: torch.Tensor, layers: int) -> None:
        """``vectors`` has one row for each token."""
        super().__init__()
        self.tokenizer = tokenizer
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=False)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.down, self.up = nn.Linear(vectors.shape[1], WIDTH), nn.Linear(WIDTH, vectors.shape[1])
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, dropout=0.0, batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.gate = nn.Parameter(torch.zeros(1))

    def preprocess(self, inputs: list[str], **_: Any) -> dict[str, torch.Tensor]:
        """Token ids, padded with zeros, and which of them count."""
        rows = [encoding.ids[:LENGTH] or [0] for encoding in self.tokenizer.encode_batch(inputs, add_special_tokens=False)]
        width = max(map(len, rows))
        ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
        mask = torch.tensor([[True] * len(row) + [False] * (width - len(row)) for row in rows])
        return {"input_ids": ids, "attention_mask": mask}

    tokenize = preprocess

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """The mean over the tokens of each text."""
        ids, mask = features["input_ids"], features["attention_mask"]
        static = self.vectors(ids)
        inside = self.down(static / static.norm(dim=-1, keepdim=True).clamp_min(1e-6)) + self.places.weight[: ids.shape[1]]
        seen = self.layers(inside, src_key_padding_mask=~mask)
        # A token's share of the mean is its rarity, the length of its vector, with layers as without.
        mixed = static + self.gate * static.norm(dim=-1, keepdim=True) * self.up(seen)
        total = (mixed * mask[..., None]).sum(dim=1)
        return {**features, "sentence_embedding": total / mask.sum(dim=1, keepdim=True)}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Only measured, never kept."""


def student(tokenizer: Tokenizer, vectors: torch.Tensor, layers: int) -> SentenceTransformer:
    """An untrained student of static vectors."""
    return SentenceTransformer(modules=[Layers(tokenizer, vectors.clone(), layers), Normalize()], device="cpu")
