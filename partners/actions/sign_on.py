"""Setting up how an agency's people sign in with their agency's accounts, and binding an account the first time."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from partners.actions.sessions import record_for
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import BoundAccount, Seat, SingleSignOn, User
from partners.queries_people import seats_of
from partners.rules import check_may_administer, check_may_approve
from partners.sealing import seal, unseal

_PURPOSE = "single sign-on"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnSettings:
    """What an administrator writes down; an empty secret leaves the one that is there."""

    issuer: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    is_on: bool
    keeps_password: bool
    trusts_second_factor: bool


@transaction.atomic
def configure(*, actor: Actor, seat: Seat, wanted: SignOnSettings) -> SingleSignOn:
    """Write the settings of an agency. They wait for another administrator; until then nobody signs in with them.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: an address cannot be used, or the first settings come without a secret.
    """
    check_may_administer(actor)
    _check(wanted)
    sign_on = SingleSignOn.objects.filter(seat=seat).first() or SingleSignOn(seat=seat)
    if wanted.secret:
        sign_on.sealed_secret = seal(wanted.secret, purpose=_PURPOSE)
    if not sign_on.sealed_secret:
        raise NotPossible("Enter the client secret.")
    sign_on.issuer, sign_on.client_id = wanted.issuer.rstrip("/"), wanted.client_id
    sign_on.domains, sign_on.is_on = sorted(wanted.domains), wanted.is_on
    sign_on.keeps_password, sign_on.trusts_second_factor = wanted.keeps_password, wanted.trusts_second_factor
    sign_on.changed_by_id, sign_on.changed_at = actor.person, timezone.now()
    sign_on.approved_by_id = sign_on.approved_at = None
    sign_on.save()
    log.record(actor, "agency.sign_on", subject=seat.agency.code, facts={"is_on": wanted.is_on})
    return sign_on


def _check(wanted: SignOnSettings) -> None:
    check_is_safe(wanted.issuer)
    if not wanted.domains:
        raise NotPossible("Enter at least one email domain, such as housing.example.org.")
    if wrong := [domain for domain in wanted.domains if "." not in domain or "@" in domain or "/" in domain]:
        raise NotPossible(f"“{wrong[0]}” is not an email domain. Use one such as housing.example.org.")


def check_is_safe(address: str) -> None:
    """Check that an address of a provider is reached over HTTPS; in the demo also on this machine without it.

    Raises:
        NotPossible: it is not.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname and not parts.username:
        return
    if not (settings.DEMO and parts.scheme == "http" and _is_this_machine(parts.hostname or "")):
        raise NotPossible("The issuer is an address that begins with https://.")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def secret_of(sign_on: SingleSignOn) -> str:
    """Return the client's secret, to talk to the provider; no page shows it."""
    return unseal(sign_on.sealed_secret, purpose=_PURPOSE)


@transaction.atomic
def approve(*, actor: Actor, sign_on: SingleSignOn) -> None:
    """Approve settings that another administrator wrote: they hold from now. For the errors see `check_may_approve`."""
    check_may_approve(actor, sign_on)
    waiting = SingleSignOn.objects.filter(
        pk=sign_on.pk, seat__in=seats_of(actor), approved_at__isnull=True, changed_at=sign_on.changed_at
    )
    if waiting.update(approved_by_id=actor.person, approved_at=timezone.now()) != 1:
        raise NotPossible("These settings have changed in the meantime. Look at them again.")
    log.record(actor, "agency.sign_on_approve", subject=sign_on.seat.agency.code, facts={"is_on": sign_on.is_on})


def bind(*, user: User, sign_on: SingleSignOn, subject: str, request_id: str) -> None:
    """Bind an account of the agency's provider to ours at its first sign-in.

    Raises:
        NotPermitted: either of them is bound to another account already.
    """
    try:
        with transaction.atomic():
            BoundAccount(user=user, issuer=sign_on.issuer, subject=subject).save(force_insert=True)
    except IntegrityError:
        raise NotPermitted("Your account here belongs to another account of your organisation.") from None
    record_for("user.bind", user, request_id)


def domains_in(typed: str) -> tuple[str, ...]:
    """Read email domains that are divided by commas, spaces or lines."""
    words: Iterable[str] = typed.lower().replace(",", " ").split()
    return tuple(dict.fromkeys(word.strip().lstrip("@") for word in words))
