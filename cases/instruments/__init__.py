"""Risk instruments: versioned documents that turn answers about a case into a band, and say why.

Pure code. It reads the built-in documents beside it and nothing else: no database, no clock, no request.
"""

from cases.instruments.answers import AnswersRefused, check_answers
from cases.instruments.instrument import (
    UNKNOWN,
    Band,
    Instrument,
    Kind,
    Method,
    Option,
    Question,
    Recommendation,
    Section,
    SuggestedAction,
    Thresholds,
)
from cases.instruments.library import UnknownInstrument, available, latest, load
from cases.instruments.reading import DocumentRefused, build
from cases.instruments.scoring import Deciding, Result, Trigger, score
from cases.instruments.validation import validate_document

__all__ = [
    "UNKNOWN",
    "AnswersRefused",
    "Band",
    "Deciding",
    "DocumentRefused",
    "Instrument",
    "Kind",
    "Method",
    "Option",
    "Question",
    "Recommendation",
    "Result",
    "Section",
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
