"""Two tables of token vectors → one, by principal component analysis of the texts that they make."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional


def joined(trained: torch.Tensor, taught: torch.Tensor, tokens: Sequence[Sequence[int]], dimension: int) -> torch.Tensor:
    """Two tables as one, shape ``(tokens, dimension)``: each counts for half of a text's vector, and the principal axes are kept."""
    tables = (trained.float(), taught.float())
    told = [_sums(table, tokens) for table in tables]
    scales = [sums.norm(dim=1).mean() for sums in told]
    texts = functional.normalize(_beside(told, scales), dim=1)
    axes = torch.linalg.eigh(texts.T @ texts).eigenvectors
    return _beside(tables, scales) @ axes.flip(1)[:, :dimension]


def _sums(vectors: torch.Tensor, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
    return torch.stack([vectors[ids].sum(0) for ids in tokens if ids])


def _beside(vectors: Sequence[torch.Tensor], scales: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.cat([each / scale for each, scale in zip(vectors, scales, strict=True)], dim=1)
