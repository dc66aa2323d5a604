"""Changing facts about somebody's safety: who is at risk, what danger there is, and how contact is safe.

The history of fields keeps what was there before. Whatever changes prompts to assess the risk again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from audit import log
from cases.actions.locking import lock
from cases.actions.prompting import prompt
from cases.models import Account, Case, Incident, Person
from cases.models.prompt import PromptCause, PromptDetail
from cases.rules_risk import check_may_change_safety
from partners.actor import Actor
from partners.errors import NotPossible

AT_RISK = {"adult_at_risk": PromptDetail.ADULT_AT_RISK, "child": PromptDetail.CHILD}
"""The markers that tell of somebody at risk, and what a change of them is called."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How contact with one person is safe."""

    safe_contact: str
    do_not_tell: str


@transaction.atomic
def change_safety(
    *,
    actor: Actor,
    case: Case,
    incident: Incident,
    markers: Mapping[str, bool],
    danger: str,
    contacts: Mapping[UUID, Contact],
) -> list[PromptDetail]:
    """Write what is known now about the safety of those in an incident, and return what is different.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date.
        incident: one of its incidents.
        markers: for each key of `AT_RISK` whether it holds.
        danger: immediate danger and safeguarding, in words.
        contacts: for the key of each person in the incident how contact is safe.

    Raises:
        NotPermitted: the actor may not change this case.
        NotPossible: it is closed, or somebody else has changed the incident meanwhile.
    """
    lock(case)
    check_may_change_safety(actor, case)
    changed = list(dict.fromkeys(_changes(incident, markers, danger, contacts)))
    for detail in changed:
        prompt(actor, case, PromptCause.SAFETY_FACT, detail)
    if changed:
        log.record(
            actor,
            "case.safety",
            subject=case.reference,
            owner_agency_id=case.lead_agency_id,
            sections=["account", "people"],
            facts={"changed": ", ".join(changed)},
        )
    return changed


def _changes(
    incident: Incident, markers: Mapping[str, bool], danger: str, contacts: Mapping[UUID, Contact]
) -> Iterator[PromptDetail]:
    """Write what is different, and yield what that is."""
    yield from _mark(incident, markers)
    account = Account.objects.filter(incident=incident).first()
    if account and account.danger != danger:
        _must_be_one(Account.objects.filter(pk=account.pk).update(danger=danger))
        yield PromptDetail.DANGER
    for person in Person.objects.filter(incident=incident, pk__in=contacts):
        contact = contacts[person.pk]
        if (person.safe_contact, person.do_not_tell) != (contact.safe_contact, contact.do_not_tell):
            written = {"safe_contact": contact.safe_contact, "do_not_tell": contact.do_not_tell}
            _must_be_one(Person.objects.filter(pk=person.pk).update(**written))
            yield PromptDetail.SAFE_CONTACT


def _mark(incident: Incident, markers: Mapping[str, bool]) -> Iterator[PromptDetail]:
    before = set(incident.flags)
    now = (before - AT_RISK.keys()) | {code for code in AT_RISK if markers.get(code)}
    if now != before:
        _must_be_one(Incident.objects.filter(pk=incident.pk, flags=incident.flags).update(flags=sorted(now)))
        incident.flags = sorted(now)
        yield from (detail for code, detail in AT_RISK.items() if (code in before) != (code in now))


def _must_be_one(changed: int) -> None:
    if changed != 1:
        raise NotPossible("Somebody else has changed this meanwhile. Look at it again first.")
