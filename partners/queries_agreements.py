"""Reading the agreements of a partnership: what is in force, and who has still to accept it."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Acceptance, Agreement, Membership
from partners.models.agreement import Kind
from partners.rules import SEES_CASES

_NOT_ACCEPTED = """
    SELECT id FROM (
        SELECT DISTINCT ON (a.kind) a.id, b.id AS acceptance
        FROM partners_agreement a
        LEFT JOIN partners_acceptance b ON b.agreement_id = a.id AND b.user_id = %s
        WHERE a.partnership_id = %s AND a.in_force_from <= %s
        ORDER BY a.kind, a.version DESC
    ) AS newest
    WHERE acceptance IS NULL
"""
"""In words of SQL, because every page that shows cases asks this first, and putting it into SQL anew takes longer."""


def in_force(partnership_id: UUID) -> dict[Kind, Agreement]:
    """Return the version of each text that is in force today; a kind that was never written is missing."""
    newest = (
        Agreement.objects.filter(partnership_id=partnership_id, in_force_from__lte=timezone.localdate())
        .order_by("kind", "-version")
        .distinct("kind")
    )
    return {Kind(agreement.kind): agreement for agreement in newest}


def outstanding(actor: Actor) -> list[Agreement]:
    """Return what is in force and not yet accepted by the actor."""
    return list(Agreement.objects.filter(pk__in=_not_accepted(actor)))


def has_to_accept(actor: Actor) -> bool:
    """Say whether anything is in force that the actor has not accepted."""
    return bool(_not_accepted(actor))


def _not_accepted(actor: Actor) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_ACCEPTED, [actor.person, actor.partnership_id, timezone.localdate()])
        return [key for (key,) in cursor.fetchall()]


def versions_of(actor: Actor) -> QuerySet[Agreement]:
    """Return every version of every text of the actor's partnership, newest first within its kind."""
    return Agreement.objects.filter(partnership_id=actor.partnership_id).select_related("made_by")


def missing(actor: Actor) -> list[Kind]:
    """Return the kinds of text that the actor's partnership has not in force."""
    found = in_force(actor.partnership_id)
    return [kind for kind in Kind if kind not in found]


def accepted_by(actor: Actor, agreement: Agreement) -> tuple[int, int]:
    """Return how many of those who see cases today have accepted this version, and how many they are."""
    people = set(
        Membership.objects.live(timezone.localdate())
        .filter(partnership_id=actor.partnership_id, role__in=SEES_CASES)
        .values_list("user_id", flat=True)
    )
    accepted = set(Acceptance.objects.filter(agreement=agreement).values_list("user_id", flat=True))
    return len(people & accepted), len(people)
