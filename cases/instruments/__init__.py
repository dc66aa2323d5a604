"""Risk instruments: versioned documents that turn answers about a case into a band, and say why.

Pure code. It reads the built-in documents beside it and nothing else: no database, no clock, no request.
"""

from cases.instruments.answers import AnswersRefused, check_answers
from cases.instruments.instrument import (
    UNKNOWN,
    Instrument,
    Kind,
    Method,
    Option,
    Question,
    Section,
    Step,
    SuggestedAction,
)
from cases.instruments.levels import Band, Recommendation, Reviewer, Thresholds
from cases.instruments.library import UnknownInstrument, available, latest, load
from cases.instruments.patterns import Cluster, Escalation, Over
from cases.instruments.reading import DocumentRefused, build
from cases.instruments.results import Deciding, Result, Trigger
from cases.instruments.scoring import score
from cases.instruments.validation import validate_document

__all__ = [
    "UNKNOWN",
    "AnswersRefused",
    "Band",
    "Cluster",
    "Deciding",
    "DocumentRefused",
    "Escalation",
    "Instrument",
    "Kind",
    "Method",
    "Option",
    "Over",
    "Question",
    "Recommendation",
    "Result",
    "Reviewer",
    "Section",
    "Step",
    "SuggestedAction",
    "Thresholds",
    "Trigger",
    "UnknownInstrument",
    "available",
    "build",
    "check_answers",
    "latest",
    "load",
    "score",
    "validate_document",
]
