"""Reading how an agency's people sign in, before anyone is acting."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from partners.actor import Actor
from partners.models import BoundAccount, Membership, SingleSignOn, User


def in_use() -> QuerySet[SingleSignOn]:
    """Return the settings of agencies whose people sign in with their agency's accounts today."""
    return SingleSignOn.objects.filter(is_on=True, approved_at__isnull=False, seat__until__isnull=True).select_related(
        "seat__agency", "seat__partnership"
    )


def for_address(email: str) -> list[SingleSignOn]:
    """Return those whose domains hold this address. It says nothing of whether somebody has it."""
    domain = email.strip().lower().rpartition("@")[2]
    return list(in_use().filter(domains__contains=[domain]).order_by("seat__partnership__name", "seat__agency__name"))


def holds_domain(sign_on: SingleSignOn, email: str) -> bool:
    """Say whether the address lies in one of the agency's domains."""
    return email.strip().lower().rpartition("@")[2] in sign_on.domains


def bound_to(issuer: str, subject: str) -> User | None:
    """Return who this account of a provider was at its first sign-in."""
    found = BoundAccount.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    return found.user if found else None


def return_address(seat_id: UUID | str) -> str:
    """Return where the provider of an agency sends people back to, to be registered with it."""
    return f"{settings.BASE_URL}{reverse('sign_on_return', args=[seat_id])}"


def works_at(user: User, sign_on: SingleSignOn) -> bool:
    """Say whether the person has an open account and a role of today at this very agency, in this very partnership."""
    live = Membership.objects.live(timezone.localdate())
    seat = sign_on.seat
    return live.filter(user=user, agency_id=seat.agency_id, partnership_id=seat.partnership_id).exists()


def allowed(actors: Iterable[Actor], signed_in_with: str | None) -> list[Actor]:
    """Return for whom a person may act, by the way in which they signed in.

    With an agency's account they act for that agency alone. With a password they act for every agency but those that
    have switched passwords off. Asked at every request, so that switching it on or off acts at once.

    Args:
        actors: everyone the person can act as.
        signed_in_with: the key of the agency's seat, if the person signed in with the agency's account.
    """
    actors = list(actors)
    partnerships = {actor.partnership_id for actor in actors}
    places: dict[tuple[UUID | None, UUID], SingleSignOn] = {
        (found.seat.agency_id, found.seat.partnership_id): found
        for found in in_use().filter(seat__partnership_id__in=partnerships)
    }
    return [actor for actor in actors if _fits(places.get(_place(actor)), signed_in_with)]


def _place(actor: Actor) -> tuple[UUID | None, UUID]:
    return actor.agency_id, actor.partnership_id


def _fits(sign_on: SingleSignOn | None, signed_in_with: str | None) -> bool:
    if signed_in_with:
        return sign_on is not None and str(sign_on.seat_id) == signed_in_with
    return sign_on is None or sign_on.keeps_password
