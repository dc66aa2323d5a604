"""Who decides whether a subject's data is kept where there was no crime, what the test says, and who may erase."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.models import Case, Person, ProportionalityTest, RemedyEntry
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.proportionality import Keeping, RealRisk
from cases.models.remedy import IN_FORCE
from cases.policy import says_who_sees
from cases.rules import check_leads
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission

IDENTIFYING = ("name", "phone", "email", "address", "safe_contact", "do_not_tell", "language", "description")
"""The fields of a person that say who they are, or lead to them: those that are erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What one test says. `review_on` is the day on which to decide again; there is one where the data is kept."""

    real_risk: RealRisk
    necessity: str
    less_intrusive: str
    proportionality: str
    outcome: Keeping
    reasons: str
    review_on: date | None = None


def check_may_weigh(actor: Actor, case: Case) -> None:
    """Check that the actor may decide whether a subject's data is kept.

    A closed case asks for it as an open one does: the data is there all the same.
    """
    actor.must(Permission.DECISION_RECORD, "Your role does not include deciding whether a subject’s data is kept.")
    check_leads(actor, case, "decide whether a subject’s data is kept")


def check_may_erase(actor: Actor, case: Case) -> None:
    """Check that the actor may erase a subject's data for good; being in by an emergency is not enough."""
    check_may_weigh(actor, case)
    if not says_who_sees(case):
        raise NotPermitted("This case is restricted. Only people who are named for it can erase a subject’s data.")


def check_is_weighed(person: Person) -> None:
    """Check that the test is made for this person: somebody described as subject of an incident that is no crime."""
    if person.part != Part.SUBJECT:
        raise NotPossible("The test is made for subjects alone.")
    if person.incident.kind != Kind.INCIDENT:
        raise NotPossible("This incident is a crime. The test is made where there was none.")
    if not holds_data(person):
        raise NotPossible("Nothing that says who this subject is stands here, so there is nothing to decide.")


def check_is_not_needed(person: Person) -> None:
    """Check that no remedy binds the subject: whom it binds has to be known until it ends."""
    entries = RemedyEntry.objects.filter(remedy__person=person).order_by("remedy_id", "-recorded_at")
    newest = entries.distinct("remedy_id").values_list("standing", flat=True)
    if any(standing in IN_FORCE for standing in newest):
        raise NotPossible("A remedy is in force for this subject. Record that it has ended before their data goes.")


def check_may_go(person: Person) -> None:
    """Check that the newest test says that the data is not kept, and that nothing else needs it."""
    check_is_weighed(person)
    test = ProportionalityTest.objects.filter(person=person).first()
    if test is None or test.outcome != Keeping.NOT_KEEP:
        raise NotPossible("Only what a test says is not kept can be erased. Record the test first.")
    check_is_not_needed(person)


def holds_data(person: Person) -> bool:
    """Say whether anything stands there that says who the person is."""
    return any(getattr(person, name) for name in IDENTIFYING)


def problems_of_weighing(facts: Weighing, today: date) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a test: the field, and a sentence that says what to do.

    Args:
        facts: what the test says.
        today: the date in Europe/London.
    """
    for name, sentence in _WRITTEN.items():
        if not getattr(facts, name):
            yield name, sentence
    if facts.outcome is Keeping.NOT_KEEP:
        if facts.review_on:
            yield "review_on", "Leave the day empty: what is not kept is not decided about again."
        return
    if facts.real_risk is RealRisk.NONE:
        yield "outcome", "Without a real risk of significant harm or of a crime the data cannot be kept."
    if facts.review_on is None:
        yield "review_on", "Enter the day on which it is decided again."
    elif facts.review_on <= today:
        yield "review_on", "The day must be in the future."


_WRITTEN = {
    "necessity": "Say what the data is needed for.",
    "less_intrusive": "Say which less intrusive way was considered, and why it is or is not enough.",
    "proportionality": "Say how the risk weighs against the subject’s privacy and freedom of expression.",
    "reasons": "Give the reasons.",
}
