"""What the log keeps of second factors, and taking one away from somebody who has lost the device."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from audit import log
from partners.actions.sessions import end_everywhere, record_for
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.rules import check_may_reset_second_factor

NOTICE = "second_factor.reset"


@transaction.atomic
def added(*, user: User, kind: str, request_id: str) -> None:
    """Record that a person set up a second factor.

    Args:
        user: the person.
        kind: totp, webauthn or recovery_codes.
        request_id: the request.
    """
    record_for("mfa.add", user, request_id, facts={"kind": kind})


@transaction.atomic
def removed(*, user: User, kind: str, request_id: str) -> None:
    """Record that a person took away one of their second factors. For the arguments see `added`."""
    record_for("mfa.remove", user, request_id, facts={"kind": kind})


@transaction.atomic
def used(*, user: User, kind: str, request_id: str) -> None:
    """Record that a person proved a second factor; a recovery code, which is used up, has its own verb."""
    verb = "mfa.use_recovery" if kind == Authenticator.Type.RECOVERY_CODES else "mfa.use"
    record_for(verb, user, request_id, facts={"kind": kind})


@transaction.atomic
def refused(*, user: User, request_id: str) -> None:
    """Record that a second factor was wrong."""
    record_for("session.refuse", user, request_id, facts={"step": "second factor"})


@transaction.atomic
def reset(*, actor: Actor, user: User) -> None:
    """Take away all second factors of somebody who has lost the device, and end their sessions.

    The password stays, so that nobody else can sign in; at the next sign-in the person sets up a new one.

    Raises:
        NotPermitted: the actor may not; see `check_may_reset_second_factor`.
        NotPossible: there is none to take away.
    """
    check_may_reset_second_factor(actor, user)
    number, _ = Authenticator.objects.filter(user=user).delete()
    if not number:
        raise NotPossible(f"{user.name} has not set up a second step.")
    end_everywhere(user)
    log.record(actor, "mfa.reset", subject=str(user.pk))
    tell(actor, [user], kind=NOTICE, subject="", path=reverse("mfa_index"))
