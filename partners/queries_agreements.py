"""Reading the agreements of a partnership: what is in force, and who has still to accept it."""

from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Acceptance, Agreement, Membership
from partners.models.agreement import Kind
from partners.rules import SEES_CASES

_HAS_TO_ACCEPT = """
    SELECT EXISTS (
        SELECT FROM (
            SELECT DISTINCT ON (a.kind) b.id AS acceptance
            FROM partners_agreement a
            LEFT JOIN partners_acceptance b ON b.agreement_id = a.id AND b.user_id = %s
            WHERE a.partnership_id = %s AND a.in_force_from <= %s
            ORDER BY a.kind, a.version DESC
        ) AS newest
        WHERE acceptance IS NULL
    )
"""


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
    mine = Acceptance.objects.filter(agreement=OuterRef("pk"), user_id=actor.person)
    newest = (
        Agreement.objects.filter(partnership_id=actor.partnership_id, in_force_from__lte=timezone.localdate())
        .annotate(is_accepted=Exists(mine))
        .order_by("kind", "-version")
        .distinct("kind")
    )
    return [agreement for agreement in newest if not agreement.is_accepted]


def has_to_accept(actor: Actor) -> bool:
    """Say whether anything is in force that the actor has not accepted: what `outstanding` returns, without the texts.

    Every page that shows cases asks this first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HAS_TO_ACCEPT, [actor.person, actor.partnership_id, timezone.localdate()])
        return bool(cursor.fetchone()[0])


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
