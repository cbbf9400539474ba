"""What the encoder is taught by a larger model: the teacher is read right, the table learns, two tables are joined."""

import struct

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from distil import Bags, Lesson, learn, taught
from joining import joined
from teacher import Teacher

_PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyz:", "▁ville", "▁réseau", "▁passage", "▁query"]
_SIZE, _LAYERS, _HEADS = 32, 2, 4
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _small_model() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(_PIECES),
        hidden_size=_SIZE,
        num_hidden_layers=_LAYERS,
        num_attention_heads=_HEADS,
        intermediate_size=4 * _SIZE,
        max_position_embeddings=64,
        layer_norm_eps=1e-12,
        initializer_range=0.3,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def _packed(values: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Four bits a number, and the numbers that they stand for."""
    blocks = values.reshape(-1, 32)
    scales = np.maximum(np.abs(blocks).max(axis=1) / 7, 1e-4).astype(np.float16)
    whole = np.clip(np.rint(blocks / scales[:, None]), -8, 7).astype(np.int8)
    pairs = ((whole[:, :16] + 8) | ((whole[:, 16:] + 8) << 4)).astype(np.uint8)
    raw = b"".join(scale.tobytes() + pair.tobytes() for scale, pair in zip(scales, pairs, strict=True))
    return raw, (whole * scales[:, None].astype(np.float32)).reshape(values.shape)


def _tensors(model: BertModel) -> dict[str, torch.nn.Parameter]:
    embeddings = model.embeddings
    found = {
        "emb.word": embeddings.word_embeddings.weight,
        "emb.pos": embeddings.position_embeddings.weight,
        "emb.type": embeddings.token_type_embeddings.weight,
        "emb.ln.w": embeddings.LayerNorm.weight,
        "emb.ln.b": embeddings.LayerNorm.bias,
    }
    for number, layer in enumerate(model.encoder.layer):
        for short, name in _NAMES.items():
            module = layer.get_submodule(name)
            found |= {f"l{number}.{short}.w": module.weight, f"l{number}.{short}.b": module.bias}
    return found


@pytest.fixture(scope="module")
def model_and_file(tmp_path_factory):
    """A small BERT with weights of four bits, and the same in the package's form."""
    model, blobs = _small_model(), []
    for name, parameter in _tensors(model).items():
        values = parameter.detach().numpy()
        is_matrix = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
        raw, kept = _packed(values) if is_matrix else (values.tobytes(), values)
        parameter.data.copy_(torch.tensor(kept))
        blobs.append((name.encode(), is_matrix, values.size, raw))
    pieces = [piece.encode() for piece in _PIECES]
    head = struct.pack("<4sI7ifi", b"E5S1", 1, _SIZE, _LAYERS, _HEADS, 4 * _SIZE, len(pieces), 64, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, pieces)))
    head += np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes() + np.full(len(pieces), -5.0, "<f4").tobytes()
    head += b"".join(pieces) + struct.pack("<iIi", 0, 0, len(blobs))
    start = len(head) + sum(23 + len(name) for name, *_ in blobs)
    for name, is_matrix, size, raw in blobs:
        head += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", is_matrix, size, start, len(raw))
        start += len(raw)
    path = tmp_path_factory.mktemp("teacher") / "model.bin"
    path.write_bytes(head + b"".join(raw for *_, raw in blobs))
    return model, path


def test_the_teacher_computes_what_transformers_computes(model_and_file):
    model, path = model_and_file
    teacher = Teacher.from_file(path, "cpu")
    texts = ["ville", "réseau ville abc", "une longue phrase du réseau"]
    found = teacher.encode(texts, "passage").float()
    for text, vector in zip(texts, found, strict=True):
        ids = teacher._tokenizer.encode(f"passage: {text}", add_special_tokens=False).ids
        hidden = model(torch.tensor([[0, *ids, 2]])).last_hidden_state[0].mean(0)
        assert torch.cosine_similarity(hidden, vector, dim=0) > 0.9999


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "other.bin").write_bytes(bytes(64))
    with pytest.raises(SystemExit, match="not a model"):
        Teacher.from_file(tmp_path / "other.bin", "cpu")


def test_an_english_text_is_taught_the_vector_of_its_translation(model_and_file):
    teacher = Teacher.from_file(model_and_file[1], "cpu")
    every = [
        Lesson("ville", "ville", "passage"),
        Lesson("city", "ville", "passage"),
        Lesson("ville", "ville", "question"),
        Lesson("réseau", "réseau", "question"),
        Lesson("abc", "abc", "passage"),
    ]
    vectors, goals = taught(every, teacher)
    assert vectors.shape == (4, _SIZE)
    assert goals[0] == goals[1] != goals[2]
    assert torch.allclose(vectors.float().norm(dim=1), torch.ones(4), atol=1e-2)


def test_the_table_learns_to_point_where_the_teacher_points(monkeypatch):
    monkeypatch.setattr("distil.BATCH", 64)
    generator = torch.Generator().manual_seed(0)
    tokens = [
        torch.randint(0, 50, (int(size),), generator=generator).tolist() for size in torch.randint(2, 6, (4000,), generator=generator)
    ]
    truth = torch.randn(50, 16, generator=generator)
    targets = torch.nn.functional.normalize(torch.stack([truth[ids].sum(0) for ids in tokens]), dim=1)
    learned = learn(Bags(tokens, "cpu"), torch.arange(4000), targets, 0.1 * torch.randn(50, 16, generator=generator))
    told = torch.stack([learned[ids].sum(0) for ids in tokens])
    assert torch.cosine_similarity(told, targets, dim=1).mean() > 0.9


def test_joined_tables_are_as_near_as_both_are_on_average():
    generator = torch.Generator().manual_seed(0)
    one, other = torch.randn(30, 8, generator=generator), 5 * torch.randn(30, 12, generator=generator)
    tokens = [[n] for n in range(30)]
    both = joined(one, other, tokens, 20)
    assert both.shape == (30, 20)
    product = one @ one.T / one.norm(dim=1).mean() ** 2 + other @ other.T / other.norm(dim=1).mean() ** 2
    assert torch.allclose(both @ both.T, product, atol=1e-4)
    assert both.var(dim=0)[0] > both.var(dim=0)[-1]
