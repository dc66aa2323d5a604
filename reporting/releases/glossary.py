"""The words of a report, explained. The definitions follow domain practice; docs/measures.md defines each figure."""

from typing import Final

from reporting.tables import SHORTHANDS

GLOSSARY: Final = (
    (
        "Hate incident",
        "Any incident that the victim or any other person perceives as motivated by hostility or prejudice.",
    ),
    ("Hate crime", "A hate incident that is a crime."),
    ("Strand", "Why a person was targeted, such as race or disability. An incident can have several."),
    ("Recorded", "Written down by an agency of the partnership. An incident counts on the day it was recorded."),
    ("Third-party report", "A report made at a place that is not the police, such as a library or an advice centre."),
    ("Risk assessment", "Questions with set answers which say whether the risk to a person is low, medium or high."),
    ("Multi-agency approach", "Several agencies work on a case together, because one alone cannot make people safe."),
    ("Case conference", "A meeting at which agencies share what they know of a case and agree who does what."),
    ("Remedy", "What is done about the person responsible, from a warning to a charge or an order of a court."),
    *((f"[{code}]", f"{meaning[:1].upper()}{meaning[1:]}.") for code, meaning in SHORTHANDS.items()),
)
"""Each term with its meaning, in the order in which they are printed."""
