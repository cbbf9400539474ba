"""Whether the host was there from the start of a network."""

from __future__ import annotations

from reseaux_qa.answering.across import waited
from reseaux_qa.answering.asked import is_ours, is_yes_or_no, premises
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.answering.rows import row_of
from reseaux_qa.answering.texts import shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import Doing
from reseaux_qa.french import says
from reseaux_qa.types import Attribute, Network, Question


def from_the_start(question: Question, network: Network, records: Records) -> Draft:
    """« Étions-nous là dès la création ? »: the sentence that says so, or « Non. » and both years where they differ."""
    draft = Draft()
    plainly = is_ours(question) and is_yes_or_no(question) and not question.parts and not premises(question)
    if not (plainly and says(question.text, "asks", "from_the_start")):
        return draft
    deed = next((deed for deed in records.deeds if deed.doing is Doing.FOUNDED and deed.network is network), None)
    if deed is not None:
        return draft.say(capital(shown(deed.quote, draft.cite(network, deed.section, deed.quote)))).precede("Oui.")
    row = row_of(network, Attribute.WAITED, records)
    return waited(question, records).precede("Non.") if row is not None and row.value else draft
