"""Trains the accent-folding WordPiece tokenizer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from corpus import ALL_PAIR_SETS, load_frequencies, load_hunspell_words, load_pairs, load_text

UNKNOWN = "[UNK]"


def build_normalizer() -> normalizers.Normalizer:
    """Lower case, no accents, ligatures opened, punctuation turned into spaces."""
    steps = [
        normalizers.NFKD(),
        normalizers.StripAccents(),
        normalizers.Lowercase(),
        normalizers.Replace("œ", "oe"),
        normalizers.Replace("æ", "ae"),
        normalizers.Replace(Regex(r"[^\p{L}\p{N}€%+&]+"), " "),
    ]
    return normalizers.Sequence(steps)


def _lexicon_lines(data: Path) -> Iterator[str]:
    for word, count in load_frequencies(data):
        yield " ".join([word] * max(1, round(math.sqrt(count) / 12)))
    yield from load_hunspell_words(data)


def training_texts(data: Path) -> Iterator[str]:
    """Every text the tokenizer learns from (benchmarks are never read)."""
    yield from _lexicon_lines(data)
    for name in ALL_PAIR_SETS:
        for first, second in load_pairs(data, name):
            yield first
            yield second
    for name in ("secteur-public", "assemblee-nationale"):
        yield from load_text(data, name)


def _alphabet(texts: list[str], size: int) -> list[str]:
    """The most frequent letters once folded; ties go by code point."""
    normalizer = build_normalizer()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(normalizer.normalize_str(text))
    counts.pop(" ", None)
    return sorted(sorted(counts, key=lambda letter: (-counts[letter], letter))[:size])


def _assemble(model: models.WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = build_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Learns a WordPiece vocabulary; the result neither pads nor truncates.

    The library numbers inner letters in an order that changes from run to run, and ties with it.
    Numbering them first, as if they were special tokens, makes the vocabulary always the same.
    """
    lines = list(texts)
    letters = _alphabet(lines, 120)
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=[UNKNOWN, *(f"##{letter}" for letter in letters)],
        initial_alphabet=letters,
        limit_alphabet=len(letters),
        show_progress=True,
    )
    learner = _assemble(models.WordPiece(unk_token=UNKNOWN))
    learner.train_from_iterator(lines, trainer)
    vocabulary = learner.get_vocab()
    ordered = [UNKNOWN, *sorted(vocabulary.keys() - {UNKNOWN})]
    ids = {piece: index for index, piece in enumerate(ordered)}
    return _assemble(models.WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=60))
