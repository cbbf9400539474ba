"""Trains the French static encoder from the public data, in one command.

python training/train_encoder.py --data ../shared/data

Two tables of token vectors are joined: one learns from pairs of texts which belong
together (contrastive), one what a large model makes of sentences (``distil.py``).
The principal axes of the two side by side are kept.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from datasets import DatasetDict
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.base.sampler import BatchSamplers, MultiDatasetBatchSamplers
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from transformers import set_seed

from benchmark import answers, losses
from card import write_card
from corpus import load_pairs, load_text
from distil import distilled
from joining import joined
from mixture import Rounds, build_mixture, public_documents
from reseaux_qa.encoder import StaticEncoder, bundled_path
from reseaux_qa.settings import BUNDLED_MODEL
from start import document_frequencies, rarity, starting_vectors
from testsets import BENCHMARKS, benchmark
from tokens import train_tokenizer, training_texts


@dataclass(frozen=True)
class Settings:
    """Everything that changes the trained weights."""

    seed: int = 13
    vocabulary: int = 16_000
    dimension: int = 512
    epochs: float = 1.0
    batch: int = 2048
    learning_rate: float = 0.004
    scale: float = 16.0
    anchor: float = 0.4
    threads: int = 2
    sample: int = 40_000


def build_model(data: Path, settings: Settings) -> SentenceTransformer:
    """Untrained model: new tokenizer, stem-hashed starting vectors."""
    tokenizer = train_tokenizer(training_texts(data), settings.vocabulary)
    frequencies, total = document_frequencies(tokenizer, public_documents(data))
    vectors = starting_vectors(tokenizer, rarity(frequencies, total), settings.dimension, settings.seed)
    embedding = StaticEmbedding(tokenizer, embedding_weights=vectors)
    return SentenceTransformer(modules=[embedding, Normalize()], device="cpu")


def arguments(folder: str, settings: Settings) -> SentenceTransformerTrainingArguments:
    """Arguments of the trainer: CPU, seeded, no checkpoint, a progress bar."""
    return SentenceTransformerTrainingArguments(
        output_dir=folder,
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=0.1,
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        seed=settings.seed,
        use_cpu=True,
        save_strategy="no",
        logging_steps=50,
        report_to=[],
        dataloader_num_workers=0,
    )


def train(model: SentenceTransformer, mixture: DatasetDict, settings: Settings) -> None:
    """Contrastive training with in-batch negatives, at three nested sizes."""
    ranking = MultipleNegativesRankingLoss(model, scale=settings.scale)
    sizes = [settings.dimension, settings.dimension // 2, settings.dimension // 4]
    loss = MatryoshkaLoss(model, ranking, matryoshka_dims=sizes, matryoshka_weights=[1.0, 0.3, 0.2])
    with tempfile.TemporaryDirectory() as folder:
        trainer = SentenceTransformerTrainer(model=model, args=arguments(folder, settings), train_dataset=mixture, loss=loss)
        trainer.train()


def table(model: SentenceTransformer) -> torch.Tensor:
    """The token vectors of a model."""
    embedding = model[0]
    if not isinstance(embedding, StaticEmbedding):
        raise TypeError("the first module must be a StaticEmbedding")
    return embedding.embedding.weight


def pull_to_start(model: SentenceTransformer, start: torch.Tensor, share: float) -> None:
    """Averages trained and starting vectors, so that exact words stay apart."""
    with torch.no_grad():
        table(model).mul_(1 - share).add_(start, alpha=share)


def sentences(data: Path, settings: Settings) -> list[str]:
    """Some sentences and questions of the public data, by which the axes are found."""
    every = [*load_text(data, "assemblee-nationale"), *load_text(data, "secteur-public"), *(a for a, _ in load_pairs(data, "piaf-train"))]
    return random.Random(settings.seed).sample(every, settings.sample)


def join_what_was_taught(model: SentenceTransformer, options: argparse.Namespace, settings: Settings) -> None:
    """Puts both tables in the place of the trained one; the other is read where it is given, as learning it takes hours without a GPU."""
    tokenizer = model[0].tokenizer
    taught = load_file(options.distilled)["table"] if options.distilled else distilled(options.data, tokenizer)
    tokens = [encoding.ids for encoding in tokenizer.encode_batch(sentences(options.data, settings), add_special_tokens=False)]
    with torch.no_grad():
        table(model).copy_(joined(table(model), taught, tokens, settings.dimension))


def save(model: SentenceTransformer, output: Path) -> None:
    """Writes the model folder with half-precision weights."""
    model.half()
    output.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(str(output), create_model_card=False)
    for path in output.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def describe(output: Path, data: Path, settings: Settings) -> None:
    """Measures the saved model and writes its card."""
    encoder = StaticEncoder.from_folder(output)
    testsets = [benchmark(data, name) for name in BENCHMARKS]
    scores = {testset.name: answers(testset, {BUNDLED_MODEL: encoder}, encoder) for testset in testsets}
    noise = [losses(testset, scores[testset.name], encoder) for testset in testsets]
    half, quarter = settings.dimension // 2, settings.dimension // 4
    write_card(output, scores, noise, {**asdict(settings), "half": half, "quarter": quarter})


def parse() -> argparse.Namespace:
    """Command line options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--distilled", type=Path, help="what distil.py wrote; learned first if not given")
    parser.add_argument("--output", type=Path, default=bundled_path())
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--dimension", type=int, default=Settings.dimension)
    parser.add_argument("--vocabulary", type=int, default=Settings.vocabulary)
    parser.add_argument("--anchor", type=float, default=Settings.anchor, help="share of the starting vectors")
    parser.add_argument("--epochs", type=float, default=Settings.epochs)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    return parser.parse_args()


def main() -> None:
    """Tokenizer, training, saving, measures."""
    options = parse()
    settings = Settings(
        seed=options.seed,
        vocabulary=options.vocabulary,
        dimension=options.dimension,
        epochs=options.epochs,
        anchor=options.anchor,
        threads=options.threads,
    )
    started = time.monotonic()
    torch.set_num_threads(settings.threads)
    set_seed(settings.seed)
    model = build_model(options.data, settings)
    start = table(model).detach().clone()
    train(model, build_mixture(options.data, Rounds(), settings.seed), settings)
    pull_to_start(model, start, settings.anchor)
    join_what_was_taught(model, options, settings)
    save(model, options.output)
    print(f"Trained in {time.monotonic() - started:.0f} s, written to {options.output}")
    describe(options.output, options.data, settings)


if __name__ == "__main__":
    main()
