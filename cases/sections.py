"""The sections of a case: what can be shared apart from the rest, each in tables of its own."""

from enum import StrEnum


class Section(StrEnum):
    """A part of a case that an agency may be given. The summary (coded facts, no story, no name) always comes along."""

    ACCOUNT = "account"
    DECISION = "decision"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    RISK = "risk"
    SUMMARY = "summary"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Section.ACCOUNT: "What happened, in the reporter's words",
    Section.DECISION: "The decision and its reasons",
    Section.DOCUMENTS: "Documents: letters, photographs, recordings",
    Section.PEOPLE: "People: names, contact and who they are",
    Section.RISK: "Risk assessments",
    Section.SUMMARY: "Summary: when, where, strands, state",
}

ALL_SECTIONS: tuple[Section, ...] = tuple(Section)
