"""Personal data that people write in questions, masked before anything is kept.

Only what has a form can be found; a name cannot, which is why the notice asks
for none and why questions are kept for some days only.
"""

from __future__ import annotations

import re

_SPACE = r"[\s\u00a0\u202f.\-]"
# In this order: an IBAN or a social security number holds what looks like a telephone number.
_MASKS = (
    ("[adresse électronique]", re.compile(r"[\w.+%'-]+\s?(?:@|\(at\)|\[at\]| arobase )\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    (
        "[IBAN]",
        re.compile(rf"\b[A-Z]{{2}}\d\d(?:{_SPACE}?(?=[A-Z]*\d)[A-Z\d]{{4}}){{2,7}}(?:{_SPACE}?(?=[A-Z]*\d)[A-Z\d]{{1,3}})?\b", re.I),
    ),
    (
        "[numéro de sécurité sociale]",
        re.compile(
            rf"(?<!\d)[12]{_SPACE}?\d\d{_SPACE}?\d\d{_SPACE}?\d[\dAB]{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}(?:{_SPACE}?\d\d)?(?!\d)",
            re.IGNORECASE,
        ),
    ),
    ("[téléphone]", re.compile(rf"(?<![\d+])(?:(?:\+|00)\d{{1,3}}{_SPACE}?(?:\(0\){_SPACE}?)?|0)[1-9](?:{_SPACE}*\d\d){{4}}(?!\d)")),
)


def masked(text: str) -> str:
    """The text without e-mail addresses, IBANs, social security and telephone numbers."""
    for label, pattern in _MASKS:
        text = pattern.sub(label, text)
    return text
