"""Who records how victims found the way they were treated, and what one asking has to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.models import Case
from cases.models.satisfaction import STAGES, AskingOutcome, Rating
from cases.rules import check_leads
from partners.actor import Actor
from partners.roles import Permission

UNSAFE_ALONE = "Making contact with them is not safe. All that can be recorded is that they were not asked."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What one asking of a victim came to.

    Attributes:
        outcome: whether they answered, or why not.
        asked_on: a date in Europe/London, from the opening of the case until today; none where contact is unsafe.
        ratings: by the stages of `STAGES`; one of which they did not say anything is left out.
    """

    outcome: AskingOutcome
    asked_on: date | None = None
    ratings: Mapping[str, Rating] = field(default_factory=dict)


def check_may_ask(actor: Actor, case: Case) -> None:
    """Check that the actor may record how victims found the way they were treated.

    The case need not be open: victims are asked when they know what came of it, which may be after it was closed.
    """
    actor.must(Permission.CASE_CLOSE, "Your role does not include asking victims how they were treated.")
    check_leads(actor, case, "record how victims found the way they were treated")


def problems_of_asking(asking: Asking, *, opened_on: date, today: date, is_unsafe: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an asking: the field, and a sentence that says what to do.

    Args:
        asking: what is to be recorded.
        opened_on: the day on which the case was opened.
        today: the date in Europe/London.
        is_unsafe: making contact with this victim is not safe.
    """
    if is_unsafe and asking.outcome is not AskingOutcome.UNSAFE:
        yield "outcome", UNSAFE_ALONE
        return
    yield from _day(asking, opened_on, today)
    if asking.outcome is not AskingOutcome.ANSWERED and asking.ratings:
        yield "outcome", "There are answers below. Choose “They answered”, or “Did not say” for each of them."
    if asking.outcome is AskingOutcome.ANSWERED and not asking.ratings:
        yield "outcome", "They said nothing about any stage: choose “They did not want to answer”, or enter an answer."
    if asking.ratings.keys() - STAGES.keys():
        yield "outcome", "Only the stages in the list are asked about."


def _day(asking: Asking, opened_on: date, today: date) -> Iterator[tuple[str, str]]:
    if asking.outcome is AskingOutcome.UNSAFE:
        if asking.asked_on:
            yield "asked_on", "Nobody asks where making contact is not safe. Clear the day."
    elif asking.asked_on is None:
        yield "asked_on", "Enter the day on which you asked them, or tried to."
    elif asking.asked_on > today:
        yield "asked_on", "The day must be today or in the past."
    elif asking.asked_on < opened_on:
        yield "asked_on", f"The case was opened on {opened_on:%-d %B %Y}. Enter that day or a later one."
