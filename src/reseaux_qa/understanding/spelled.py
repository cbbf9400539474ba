"""A network's name as people misspell it: letters more or fewer, slips, what it sounds like."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from reseaux_qa.phonetics import sound
from reseaux_qa.types import Network

ELIDED = "ld"  # an article stuck to its name
_ACRONYM = 6  # letters, at most, of a name that other languages give in another order
_MAX_GAP = 3  # letters that a longer name may lack or have too many


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name without its spaces, and what it forgives: letters more or fewer, slips, sounds."""

    network: Network
    text: str
    letters: int
    gap: int
    slips: int
    heard: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, network: Network, text: str) -> Spelled:
        """What a name without its spaces forgives, the more the longer it is."""
        heard = tuple((key, len(key), _alike(key)) for key in _sounds(text))
        return cls(network, text, len(text), max(_MAX_GAP, len(text) // 4), _allowed(text), heard)

    def is_slip(self, typed: str) -> bool:
        """Whether some typed letters are the name with an article stuck to it, its letters in another order, or a few slips."""
        if typed[1:] == self.text and typed[0] in ELIDED:
            return True
        if self.letters <= _ACRONYM and sorted(typed) == sorted(self.text):  # « UCLG » is « CGLU » in English
            return True
        return typed[0] == self.text[0] and OSA.distance(typed, self.text, score_cutoff=self.slips) <= self.slips

    def is_heard(self, said: str) -> bool:
        """Whether a sound, as ``phonetics.sound`` gives it, is nearly the name's."""
        size = len(said)
        for key, length, alike in self.heard:
            if abs(size - length) <= alike and OSA.distance(said, key, score_cutoff=alike) <= alike:
                return True
        return False


def _allowed(name: str) -> int:
    """Edits that a name of this length forgives."""
    return 1 if len(name) < 7 else 2 if len(name) < 9 else max(3, len(name) // 6)


def _sounds(name: str) -> frozenset[str]:
    """How a name is said: the last consonant of an acronym is not mute."""
    return frozenset((sound(name), sound(name + "e")))


def _alike(key: str) -> int:
    """Sounds that may differ between a name and how it is spelled by ear."""
    return 0 if len(key) < 5 else 1 if len(key) < 9 else len(key) // 5
