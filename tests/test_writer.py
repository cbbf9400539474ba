import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from fakes import ScriptedWriter
from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import ReseauxError, WriterError
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Question, Turn
from reseaux_qa.types import Attribute as A
from reseaux_qa.types import Operation as Op
from reseaux_qa.writer import ChatModelWriter, load_writer, rewrite

ASKED = "Quand Toulouse a-t-elle rejoint LUCI ?"
QUESTION = Question(ASKED, A.JOINED, Op.VALUE)
KEPT = "Toulouse fait partie de LUCI depuis 2010 [1]."


@pytest.fixture(scope="module")
def composed(assistant) -> Answer:
    return assistant.ask(ASKED)


def test_a_draft_that_keeps_the_facts_is_used_and_nothing_else_changes(composed, corpus):
    answer = rewrite(composed, QUESTION, corpus, ScriptedWriter(KEPT))
    assert answer.text == KEPT != composed.text
    assert (answer.citations, answer.status, answer.suggestions) == (composed.citations, composed.status, composed.suggestions)


def test_the_writer_is_given_the_composed_answer(composed, corpus):
    writer = ScriptedWriter(KEPT)
    rewrite(composed, QUESTION, corpus, writer)
    (prompt,) = writer.prompts
    assert composed.text in prompt


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param("Toulouse fait partie de LUCI depuis 2011 [1].", id="another year"),
        pytest.param("Toulouse fait partie de LUCI [1].", id="a year dropped"),
        pytest.param("Avec 70 villes, Toulouse est dans LUCI depuis 2010 [1].", id="a number added"),
        pytest.param("Toulouse fait partie de LUCI depuis 2010.", id="a marker dropped"),
        pytest.param("Toulouse fait partie de LUCI depuis 2010 [1][2].", id="a marker invented"),
        pytest.param("Toulouse fait partie de LUCI depuis 2010 [2].", id="a marker changed"),
        pytest.param("Grâce à Napoléon, Toulouse fait partie de LUCI depuis 2010 [1].", id="a name added"),
        pytest.param("Napoléon a fait entrer Toulouse dans LUCI en 2010 [1].", id="a name added at the start"),
        pytest.param("", id="nothing"),
        pytest.param(" \n ", id="blank"),
        pytest.param(TimeoutError("trop long"), id="time out"),
        pytest.param(ValueError("clé refusée"), id="refused"),
    ],
)
def test_a_draft_that_changes_anything_is_ignored(draft, composed, corpus):
    assert rewrite(composed, QUESTION, corpus, ScriptedWriter(draft)) == composed


def test_facts_must_stay_with_their_proof(assistant, corpus):
    text = "Lequel est le plus ancien, LUCI ou Eurocities ?"
    composed = assistant.ask(text)
    swapped = composed.text.replace("1986", "X").replace("2002", "1986").replace("X", "2002")
    assert swapped != composed.text
    assert rewrite(composed, Question(text, A.CREATED, Op.COMPARE), corpus, ScriptedWriter(swapped)) == composed


def test_an_answer_without_citations_is_not_sent(assistant, corpus):
    chat = assistant.ask("Bonjour !")
    writer = ScriptedWriter()
    assert rewrite(chat, Question("Bonjour !", A.GREETING, Op.CHAT), corpus, writer) == chat
    assert writer.prompts == []


# --- LangChain -------------------------------------------------------------------


def test_a_langchain_chat_model_is_a_writer(composed, corpus):
    writer = ChatModelWriter(FakeListChatModel(responses=[KEPT, "Toulouse est dans LUCI depuis 1812 [1]."]))
    assert rewrite(composed, QUESTION, corpus, writer).text == KEPT
    assert rewrite(composed, QUESTION, corpus, writer) == composed


def test_the_whole_assistant_speaks_in_the_writers_words(assistant, composed):
    writer = ScriptedWriter(KEPT)
    talker = Assistant(assistant.corpus, assistant.records, assistant._reader, assistant._composer, writer)
    assert talker.ask(ASKED).text == KEPT
    with_failing = Assistant(
        assistant.corpus, assistant.records, assistant._reader, assistant._composer, ScriptedWriter(OSError("réseau coupé"))
    )
    assert with_failing.ask(ASKED) == composed


def test_the_writer_is_called_once_per_question(assistant):
    writer = ScriptedWriter(*[KEPT] * 9)
    talker = Assistant(assistant.corpus, assistant.records, assistant._reader, assistant._composer, writer)
    talker.ask("et Eurocities ?", [Turn("user", ASKED), Turn("user", "et l'EFUS ?")])
    assert len(writer.prompts) == 1


# --- loading ---------------------------------------------------------------------


def test_no_name_no_writer():
    assert load_writer("") is None


@pytest.mark.parametrize("name", ["inconnu:modele", "sans-fournisseur-connu"])
def test_an_unknown_provider_is_refused_with_the_cure_in_french(name):
    with pytest.raises(WriterError, match="RESEAUX_QA_LLM") as error:
        load_writer(name)
    assert name in str(error.value)
    assert isinstance(error.value, ReseauxError)


def test_an_assistant_does_not_start_with_an_unknown_writer(settings):
    with pytest.raises(WriterError):
        Assistant.from_settings(Settings(corpus=settings.corpus, index=settings.index, writer_model="inconnu:modele"))
