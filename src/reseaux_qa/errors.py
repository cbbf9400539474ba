"""Everything that can go wrong, and the cure.

ReseauxError
├── SettingsError        a setting or an option cannot be used
├── CorpusError          the city's page cannot be read
├── IndexMissing         the index has not been built
├── ModelError           the embedding model cannot be loaded
├── WriterError          the optional language model cannot be loaded
├── QuestionRefused      an empty or over-long question
├── Crowded              too many questions at once (web.desk)
├── TooLong              an answer did not come in time (web.desk)
├── CasesError           the evaluation questions cannot be read
├── RunError             a saved evaluation cannot be read
└── ExtraMissing         an optional library is not installed

Messages are in French: an editor or a citizen reads them.  Abstaining is an
``Answer``, never an error.
"""


class ReseauxError(Exception):
    """Root of the tree; its message says what happened and what to do."""


class SettingsError(ReseauxError):
    """An environment variable, or an option in its stead, holds a value that cannot be used."""


class CorpusError(ReseauxError):
    """The corpus cannot be read; the message names the file, the line and the cure."""

    def __init__(self, problem: str, *, where: str, cure: str, line: int | None = None) -> None:
        """``where`` is the file or folder; ``line`` counts from 1."""
        place = where if line is None else f"{where}, ligne {line}"
        super().__init__(f"{place} : {problem} {cure}")


class IndexMissing(ReseauxError):
    """No usable index at the given place."""

    def __init__(self, folder: str) -> None:
        """``folder`` is the index folder that was looked at."""
        super().__init__(f"Aucun index à jour dans « {folder} ». Lancez `reseaux-qa index`.")


class ModelError(ReseauxError):
    """The embedding model cannot be loaded."""


class WriterError(ReseauxError):
    """The optional language model cannot be loaded."""


class QuestionRefused(ReseauxError):
    """The question is empty or longer than the limit."""


class CasesError(ReseauxError):
    """An evaluation file has a line that is not a valid case."""


class RunError(ReseauxError):
    """A saved evaluation cannot be read or is not there."""


class ExtraMissing(ReseauxError):
    """Something optional is asked for and its libraries are not installed."""

    def __init__(self, what: str, extra: str) -> None:
        """``extra`` is the group of ``pyproject.toml`` that brings them."""
        super().__init__(f"{what} demande des bibliothèques qui ne sont pas installées. Lancez `pip install 'reseaux-qa[{extra}]'`.")
