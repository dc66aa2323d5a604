"""Who may refer a case, answer a referral, take one back, and change the directory."""

from cases.models import Case, Incident
from cases.rules import check_may_share, check_open
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission
from referrals.models import Referral, ReferralState

CONSENT = "consent"
"""The legal gateway that rests on the person's own word."""
_REFUSED = "refused"


def check_may_refer(actor: Actor, case: Case) -> None:
    """Check that the actor may refer the case: the agency that leads it answers for every disclosure."""
    actor.must(Permission.REFERRAL_SEND, "Your role does not include sending referrals.")
    check_may_share(actor, case)
    check_open(case)


def latest_consent(case: Case) -> str:
    """Return the code of the consent to share that was recorded last."""
    found = Incident.objects.filter(case=case).order_by("-recorded_on", "-created_at").values_list("consent", flat=True)
    return found.first() or ""


def check_gateway(case: Case, legal_gateway: str, gateway_reason: str) -> None:
    """Check that the disclosure rests on something: consent that was not refused, or a gateway with a reason.

    Raises:
        NotPossible: it does not (domain 5: each disclosure names its legal gateway).
    """
    if legal_gateway != CONSENT:
        check_gateway_reason(legal_gateway, gateway_reason)
    elif latest_consent(case) == _REFUSED:
        raise NotPossible("Consent to share was refused. Choose the legal gateway that lets you share without it.")


def check_gateway_reason(legal_gateway: str, gateway_reason: str) -> None:
    """Check that sharing without consent has a written reason."""
    if legal_gateway != CONSENT and not gateway_reason.strip():
        raise NotPossible("Write why you share without consent.")


def check_waiting(referral: Referral) -> None:
    """Check that the referral still waits for its answer."""
    if referral.state != ReferralState.OFFERED:
        raise NotPossible("This referral is no longer waiting for an answer.")


def check_answers(actor: Actor, referral: Referral) -> None:
    """Check that the answer is the actor's: of the agency that is asked, or of the sender for an outside service."""
    actor.must(Permission.REFERRAL_ANSWER, "Your role does not include answering referrals.")
    if referral.to_agency_id is not None and actor.agency_id != referral.to_agency_id:
        raise NotPermitted("Only the agency that received this referral can answer it.")
    if referral.to_agency_id is None and actor.agency_id != referral.from_agency_id:
        raise NotPermitted("Only the agency that sent this referral can record the answer.")


def check_may_answer(actor: Actor, referral: Referral) -> None:
    """Check that the actor may answer now."""
    check_answers(actor, referral)
    check_waiting(referral)


def check_may_withdraw(actor: Actor, referral: Referral) -> None:
    """Check that the actor may take the referral back before it is answered."""
    actor.must(Permission.REFERRAL_SEND, "Your role does not include sending referrals.")
    if actor.agency_id != referral.from_agency_id:
        raise NotPermitted("Only the agency that sent this referral can withdraw it.")
    check_waiting(referral)


def check_may_keep_directory(actor: Actor) -> None:
    """Check that the actor may change the directory of support services."""
    actor.must(Permission.PARTNERSHIP_ADMINISTER, "Only an administrator can change the directory.")
