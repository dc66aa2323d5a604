"""Putting a case to a standing panel, and taking it back while it waits."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions import access
from cases.actions.locking import lock as lock_case
from cases.models import Case, CaseAccess
from cases.models.access import Reason
from cases.policy import not_kept_away
from cases.sections import Section
from cases.terms import check_codes
from conferences.models import AgendaReferral, AgendaState, Panel
from conferences.people import people_who_may
from conferences.rules import check_consent
from conferences.rules_agenda import check_may_refer, check_may_take_back
from partners.actor import Actor
from partners.errors import NotPossible
from partners.notices import tell
from partners.roles import Permission

REFERRED = "agenda_referred"


@transaction.atomic
def refer(
    *, actor: Actor, case: Case, panel: Panel, why: str, sections: Iterable[Section], legal_gateway: str
) -> AgendaReferral:
    """Put a case to a panel; the panel's agency gets the sections that may be shown at the table, from now.

    Args:
        actor: a person of the lead agency.
        case: the case.
        panel: a panel of the partnership, of the same or another agency.
        why: what the panel is asked to do; no names.
        sections: what those at the table may see beside the summary.
        legal_gateway: the code of the gateway that every disclosure of it rests on.

    Raises:
        NotPermitted: the actor may not share this case.
        NotPossible: it is not at that point, or waits already, or what was given does not fit.
    """
    lock_case(case)
    check_may_refer(actor, case)
    if panel.ended_on is not None:
        raise NotPossible("This panel has ended. Choose another.")
    if not why.strip():
        raise NotPossible("Say why the panel should look at this case.")
    check_codes([legal_gateway], "legal_gateway", partnership_id=actor.partnership_id, day=timezone.localdate())
    check_consent(case, legal_gateway)
    shown = sorted({Section.SUMMARY, *sections})
    referral = AgendaReferral(
        partnership_id=actor.partnership_id,
        case=case,
        panel=panel,
        lead_agency_id=case.lead_agency_id,
        panel_agency_id=panel.agency_id,
        why=why,
        sections=shown,
        legal_gateway=legal_gateway,
        access=_let_in(actor, case, panel, shown, legal_gateway),
        referred_by_id=actor.person,
    )
    referral.save(force_insert=True)
    _record(actor, "agenda.refer", referral)
    people = people_who_may(Permission.AGENDA_ARRANGE, partnership_id=actor.partnership_id, agencies=[panel.agency_id])
    path = reverse("panel_page", args=[panel.pk])
    tell(actor, not_kept_away(people, case.pk), kind=REFERRED, subject=case.reference, path=path)
    return referral


def _let_in(
    actor: Actor, case: Case, panel: Panel, sections: Iterable[Section], legal_gateway: str
) -> CaseAccess | None:
    """Give the panel's agency its access, unless it leads the case."""
    if panel.agency_id == case.lead_agency_id:
        return None
    return access.grant(
        actor=actor,
        case=case,
        agency_id=panel.agency_id,
        sections=sections,
        reason=Reason.CONFERENCE,
        legal_gateway=legal_gateway,
    )


@transaction.atomic
def take_back(*, actor: Actor, referral: AgendaReferral) -> None:
    """Withdraw a referral that waits; the access that the panel's agency had for it ends.

    Raises:
        NotPermitted: the actor may not share this case.
        NotPossible: it has a place on an agenda, or was withdrawn before.
    """
    check_may_take_back(actor, referral)
    changed = AgendaReferral.objects.filter(pk=referral.pk, state=AgendaState.WAITING).update(
        state=AgendaState.WITHDRAWN, withdrawn_at=timezone.now()
    )
    if changed != 1:
        raise NotPossible("This case has got a place on an agenda meanwhile. Ask the panel to take it off first.")
    if referral.access and referral.access.revoked_at is None:
        access.revoke(actor=actor, case=referral.case, access=referral.access)
    _record(actor, "agenda.take_back", referral)


def _record(actor: Actor, verb: str, referral: AgendaReferral) -> None:
    log.record(
        actor,
        verb,
        subject=referral.case.reference,
        owner_agency_id=referral.lead_agency_id,
        sections=referral.sections,
        reason=referral.legal_gateway,
        facts={"panel": str(referral.panel_id)},
    )
