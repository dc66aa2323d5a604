"""What the page "Who may see this case" shows: the restriction, the people named, walls, and emergency uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from cases.actions.restricting import standing_restriction
from cases.audience import named_people, who_can_be_named
from cases.models import Case, EmergencyAccess, Restriction, Wall
from cases.policy import visible_cases
from cases.rules import check_may_review, check_may_say_who_sees
from partners.actor import Actor
from partners.errors import reason_against
from partners.models import User
from partners.roles import Permission


@dataclass(frozen=True, slots=True)
class Named:
    """A person who is named for a restricted case, and where they work; nowhere when they have left."""

    person: User
    agency: str


@dataclass(frozen=True, slots=True)
class Use:
    """One use of emergency access, and why the actor cannot sign it off, if so."""

    use: EmergencyAccess
    is_live: bool
    reviewing: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything on the page of one case, as its lead agency sees it."""

    restriction: Restriction | None
    named: list[Named]
    walls: list[Wall]
    lifted: list[Wall]
    uses: list[Use]
    deciding: str


def sight_of(actor: Actor, case: Case) -> Sight:
    """Return who may see the case and who may not."""
    walls = list(Wall.objects.filter(case=case).select_related("user", "made_by", "lifted_by"))
    return Sight(
        restriction=standing_restriction(case),
        named=_named(case),
        walls=[wall for wall in walls if wall.lifted_at is None],
        lifted=[wall for wall in walls if wall.lifted_at is not None],
        uses=shown(actor, EmergencyAccess.objects.filter(case=case)),
        deciding=reason_against(check_may_say_who_sees, actor, case),
    )


def _named(case: Case) -> list[Named]:
    agencies = {role.user_id: role.agency.name for role in who_can_be_named(case)}
    return [Named(person, agencies.get(person.pk, "")) for person in named_people(case)]


def shown(actor: Actor, uses: QuerySet[EmergencyAccess]) -> list[Use]:
    """Return emergency uses with what the page says of each."""
    found = uses.select_related("user", "agency", "reviewed_by", "access", "case")
    return [Use(use, _is_live(use), reason_against(check_may_review, actor, use)) for use in found]


def _is_live(use: EmergencyAccess) -> bool:
    return use.ends_at > timezone.now() and use.access.revoked_at is None


def uses_of_our_cases(actor: Actor) -> QuerySet[EmergencyAccess]:
    """Return the emergency uses of the cases that the actor's agency leads and the actor may see, the newest first."""
    if actor.agency_id is None or not actor.may(Permission.CASE_SHARE):
        return EmergencyAccess.objects.none()
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    return EmergencyAccess.objects.filter(case__in=ours.values("pk"))


def get_use(actor: Actor, use_id: UUID) -> EmergencyAccess:
    """Return one emergency use of a case of the actor's agency.

    Raises:
        Http404: there is none, or the actor may not see it. Both look the same.
    """
    uses = uses_of_our_cases(actor).select_related("case", "user", "agency", "reviewed_by", "access")
    use = uses.filter(pk=use_id).first()
    if use is None:
        raise Http404("There is no emergency use here that you can see.")
    return use


def waiting(actor: Actor) -> Iterable[EmergencyAccess]:
    """Yield the uses that wait for this person to sign them off."""
    for use in uses_of_our_cases(actor).filter(reviewed_at__isnull=True).select_related("case", "user"):
        if not reason_against(check_may_review, actor, use):
            yield use
