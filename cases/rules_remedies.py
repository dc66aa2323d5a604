"""Who keeps the remedies ledger, and what an entry has to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.models import Case
from cases.models.remedy import IN_FORCE, Standing
from cases.rules import check_leads, check_open
from partners.actor import Actor
from partners.roles import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyFacts:
    """What one entry says. What is not known or does not apply stays empty."""

    standing: Standing
    reason: str = ""
    terms: str = ""
    from_on: date | None = None
    to_on: date | None = None
    breached_on: date | None = None
    breach_done: str = ""
    next_step: str = ""


def check_may_keep_remedies(actor: Actor, case: Case) -> None:
    """Check that the actor may record remedies for the subjects of the case."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision and what follows from it.")
    check_leads(actor, case, "record remedies")
    check_open(case)


def problems_of_entry(facts: RemedyFacts, before: Standing | None, today: date) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an entry: the field, and a sentence that says what to do.

    Args:
        facts: what the entry says.
        before: what the remedy is so far; nothing for a new one.
        today: the date in Europe/London.
    """
    if facts.standing in (Standing.BREACHED, Standing.ENDED) and before not in IN_FORCE:
        yield "standing", "Only a remedy that was chosen can be breached or end. Record first that it was chosen."
    if facts.standing is Standing.REFUSED and not facts.reason:
        yield "reason", "Say why it was refused."
    if facts.from_on and facts.to_on and facts.to_on < facts.from_on:
        yield "to_on", "The last day cannot come before the first."
    yield from _breach(facts, today)


def _breach(facts: RemedyFacts, today: date) -> Iterator[tuple[str, str]]:
    if facts.standing is not Standing.BREACHED:
        if facts.breached_on or facts.breach_done:
            yield "standing", "Choose “Breached”, or clear what is said about a breach below."
        return
    if facts.breached_on is None:
        yield "breached_on", "Enter the day of the breach."
    elif facts.breached_on > today:
        yield "breached_on", "The day of the breach must be today or in the past."
    if not facts.breach_done:
        yield "breach_done", "Say what was done about the breach."
