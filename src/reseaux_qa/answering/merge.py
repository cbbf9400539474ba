"""Several answers to one message, as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reseaux_qa.types import Answer, Citation, Quote, Status


def merged(answers: Sequence[Answer]) -> Answer:
    """The answers one after the other, citations renumbered; answered when one of them is."""
    answers = [answer for answer in answers if answer.status is not Status.CLARIFY] or answers[:1]  # « …, et à quelles dates ? »
    if len(answers) == 1:
        return answers[0]
    kept: dict[Quote, Citation] = {}
    texts = _checked_once(_told_once([_renumbered(answer, kept) for answer in answers]))
    answered = [answer for answer in answers if answer.answered]
    status = Status.ANSWERED if len(answered) == len(answers) else Status.PARTIAL if answered else answers[0].status
    networks = tuple(dict.fromkeys(network for answer in answers for network in answer.networks))
    return Answer(
        "\n\n".join(texts),
        status,
        tuple(kept.values()),
        answers[0].suggestions,
        networks,
        " ".join(answer.checked for answer in answers).strip(),
        min(answer.confidence for answer in answers),
    )


_AFTER_A_SENTENCE, _BULLET = re.compile(r"(?<=\]\.) "), re.compile(r"\n(?:- )?")


def _told_once(texts: Sequence[str]) -> list[str]:
    """The same, but a sentence that an earlier answer ends with its citation not told again beside others."""
    said, kept = set[str](), list[str]()
    for text in texts:
        sentences = _AFTER_A_SENTENCE.split(text)
        kept.append(" ".join(sentence for sentence in sentences if sentence not in said) or text)
        said.update(line for sentence in sentences for line in _BULLET.split(sentence))
    return kept


_CHECKED = re.compile(r" J'ai vérifié les \d+ fiches[^.\n]*\.")


def _checked_once(texts: Sequence[str]) -> list[str]:
    """The same, but what was gone through told by the last answer that says so."""
    said, kept = set[str](), list[str]()
    for text in reversed(texts):
        here = set(_CHECKED.findall(text))
        for again in here & said:
            text = text.replace(again, "")
        said |= here
        kept.append(text)
    return kept[::-1]


def _renumbered(answer: Answer, kept: dict[Quote, Citation]) -> str:
    for citation in answer.citations:
        kept.setdefault(citation.quote, replace(citation, id=len(kept) + 1))
    markers = {f"[{citation.id}]": f"[{kept[citation.quote].id}]" for citation in answer.citations}
    return re.sub(r"\[\d+\]", lambda match: markers.get(match.group(), match.group()), answer.text)
