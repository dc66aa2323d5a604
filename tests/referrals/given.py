"""Referrals that tests begin with."""

from typing import Any

from cases.models import Case
from cases.sections import Section
from partners.actor import Actor
from partners.models import Agency
from partners.scope import acting
from referrals.actions.sending import send
from referrals.models import Referral, Service

SUMMARY = "A household has been shouted at twice and would like a safer door."


def referral(actor: Actor, case: Case, to: Agency | Service, *sections: Section, **fields: Any) -> Referral:
    """Refer `case` with consent."""
    whom: dict[str, Any] = {"service": to} if isinstance(to, Service) else {"to_agency_id": to.pk}
    plain: dict[str, Any] = {"sections": sections, "summary": SUMMARY, "legal_gateway": "consent"}
    with acting(actor):
        return send(actor=actor, case=case, **whom, **{**plain, **fields})


def service(actor: Actor, name: str = "Lantern Counselling", **fields: Any) -> Service:
    """Put a service into the directory of the actor's partnership."""
    plain = {
        "offers": "Counselling and company at court",
        "for_whom": "Anybody who was targeted, and their family",
        "languages": "English, Polish",
        "how_to_refer": "By telephone, or from here",
    }
    with acting(actor):
        return Service.objects.create(partnership_id=actor.partnership_id, name=name, **{**plain, **fields})
