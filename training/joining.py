"""Two tables of token vectors → one, by principal component analysis of the texts that they make."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional


def joined(trained: torch.Tensor, taught: torch.Tensor, tokens: Sequence[Sequence[int]], dimension: int) -> torch.Tensor:
    """Two tables as one, shape ``(tokens, dimension)``: each counts for half of a text's vector, and the principal axes are kept."""
    both = torch.cat([table / _lengths(table, tokens).mean() for table in (trained.float(), taught.float())], dim=1)
    texts = functional.normalize(_sums(both, tokens), dim=1)
    axes = torch.linalg.eigh(texts.T @ texts).eigenvectors
    return both @ axes.flip(1)[:, :dimension]


def _sums(vectors: torch.Tensor, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
    return torch.stack([vectors[ids].sum(0) for ids in tokens if ids])


def _lengths(vectors: torch.Tensor, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
    return _sums(vectors, tokens).norm(dim=1)
