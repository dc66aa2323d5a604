"""What the case page shows to an actor. A section that the actor does not have is neither shown nor read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from cases.actions.emergency import live_use
from cases.actions.restricting import standing_restriction
from cases.audience import named_people
from cases.closure import blockers_of
from cases.deeds import main_deed, other_deeds
from cases.models import Account, Case, CaseAccess, EmergencyAccess, Person
from cases.models.access import Reason
from cases.models.person import Part
from cases.next_steps import next_step
from cases.panels import Look, timeline_for
from cases.policy import live_accesses
from cases.presenting import Row, Words, account_rows, contact_rows, erased_rows, incident_rows, part, person_rows
from cases.proportionality_panel import to_dos as to_dos_of_keeping
from cases.queries import accesses_of, assessments_of, incidents_of
from cases.queries_proportionality import erasures_of
from cases.queries_risk import reason_to_wait, reasons_to_reassess, risk_of
from cases.sections import Section
from cases.states import State
from cases.terms import Terms
from partners.actor import Actor

Parts = dict[str, Any]
LIVE, OFFERED = "Has access", "Waits for an answer"


@dataclass(frozen=True, slots=True)
class Card:
    """A heading with rows beneath it; `warnings` stand above them. `key` is the incident's, where it is about one."""

    title: str
    rows: list[Row]
    warnings: list[Row]
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """One agency's access as the lead agency sees it."""

    access: CaseAccess
    sections: list[str]
    gateway: str
    standing: str
    may_be_revoked: bool


def parts_of(look: Look, today: date) -> Parts:
    """Return everything that the case page shows.

    Args:
        look: who looks at which case; the case is from `get_case`.
        today: the date in Europe/London.
    """
    actor, case, sections, leads = look.actor, look.case, look.sections, look.leads
    words = Words(Terms.of(case.partnership_id))
    return {
        "case": case,
        "state": State(case.state),
        "leads": leads,
        "marking": "OFFICIAL-SENSITIVE",
        "sight": _sight(actor, case),
        "step": next_step(case, today),
        "keeping": list(to_dos_of_keeping(actor, case)),
        "main_deed": main_deed(actor, case),
        "other_deeds": other_deeds(actor, case),
        "blockers": blockers_of(case) if leads and case.state in (State.SINGLE_AGENCY, State.IN_ACTION) else [],
        "outcome": words.one("outcome", case.closing_outcome),
        **card_parts(case, sections, words),
        "sections": {section.value for section in sections},
        "events": _events(look),
        **(_risk(look, today) if Section.RISK in sections else {}),
        **_special(actor, case, leads=leads),
        **({"sharings": _sharings(look, words)} if leads else {}),
    }


def card_parts(case: Case, sections: frozenset[Section], words: Words | None = None) -> Parts:
    """Return the incidents, the account and the people of a case as cards, as far as `sections` go."""
    known = words or Words(Terms.of(case.partnership_id))
    return {
        "incidents": _incidents(case, known),
        **(_account(case, known) if Section.ACCOUNT in sections else {}),
        **(_people(case, known) if Section.PEOPLE in sections else {}),
    }


def _risk(look: Look, today: date) -> Parts:
    """Return the assessments, and for the agency that leads why the risk has to be assessed again."""
    assessments = list(look.once_of_case(assessments_of))
    risk = risk_of(assessments[0]) if assessments else None
    return {
        "assessments": assessments,
        "risk": risk,
        "answering": reason_to_wait(look.actor, risk) if risk else None,
        "again": reasons_to_reassess(look.case, today) if look.leads else [],
    }


def _special(actor: Actor, case: Case, *, leads: bool) -> Parts:
    """Return what is special about who sees the case: an emergency of the actor's, a restriction, uses to sign off."""
    parts: Parts = {"emergency": live_use(actor, case)}
    if leads:
        waiting = EmergencyAccess.objects.filter(case=case, reviewed_at__isnull=True)
        parts["uses_to_review"] = list(waiting.select_related("user", "agency"))
        parts["is_restricted"] = standing_restriction(case) is not None
    else:
        parts["is_restricted"] = named_people(case).filter(pk=actor.person).exists()
    return parts


def _sight(actor: Actor, case: Case) -> list[tuple[list[str], CaseAccess]]:
    """Return what the actor's agency may see of another agency's case, and by which access."""
    accesses = live_accesses(actor).filter(case=case).exclude(reason=Reason.LEAD).select_related("agency")
    return [(_section_names(access), access) for access in accesses]


def _section_names(access: CaseAccess) -> list[str]:
    return [section.label for section in Section if section in access.sections]


def _incidents(case: Case, words: Words) -> list[Card]:
    found = list(incidents_of(case))
    return [
        Card(
            f"Incident {number}" if len(found) > 1 else "The incident", incident_rows(incident, words), [], incident.pk
        )
        for number, incident in zip(range(len(found), 0, -1), found, strict=True)
    ]


def _account(case: Case, words: Words) -> Parts:
    accounts = Account.objects.filter(case=case).select_related("incident").order_by("incident__occurred_from")
    numbered = [
        Card(f"Account of incident {number}", account_rows(account, words), [])
        for number, account in enumerate(accounts, 1)
    ]
    return {"accounts": [card for card in numbered if card.rows]}


def _people(case: Case, words: Words) -> Parts:
    found = Person.objects.filter(case=case).order_by("incident__occurred_from", "name")
    people = sorted(found, key=lambda person: list(Part).index(Part(person.part)))
    erased = {each.person_id: each.erased_at for each in reversed(erasures_of(case))}
    cards = [
        Card(part(person), _about(person, words, erased.get(person.pk)), contact_rows(person)) for person in people
    ]
    return {"people": cards, "contact_warnings": _each_once(cards)}


def _about(person: Person, words: Words, erased_at: datetime | None) -> list[Row]:
    return erased_rows(person, words, erased_at) if erased_at else person_rows(person, words)


def _each_once(cards: list[Card]) -> list[str]:
    """Return what to know before making contact; a person who is in several incidents is not repeated."""
    return list(
        dict.fromkeys(f"{card.title} – {each['key']}: {each['value']}" for card in cards for each in card.warnings)
    )


def _sharings(look: Look, words: Words) -> list[Sharing]:
    now = timezone.now()
    return [
        Sharing(
            access,
            _section_names(access),
            words.one("legal_gateway", access.legal_gateway),
            standing := _standing(access, now),
            access.reason != Reason.LEAD and standing in (LIVE, OFFERED),
        )
        for access in look.once_of_case(accesses_of)
    ]


def _standing(access: CaseAccess, now: datetime) -> str:
    if access.revoked_at:
        return "Taken back"
    if access.live_until and access.live_until <= now:
        return "Ended"
    return LIVE if access.live_from else OFFERED


def _events(look: Look) -> list[dict[str, object]]:
    return [
        {"title": entry.text, "when": entry.at, "is_of_day": entry.is_of_day, "by": entry.by, "href": entry.path}
        for entry in timeline_for(look)
    ]
