"""Who may be named for a case or walled off from it, and who is told of its emergencies."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case, CaseAccess, CaseUserObjectPermission
from cases.policy import not_kept_away
from partners.models import Membership, User
from partners.queries import people_who_may, people_with
from partners.roles import GRANTS, Permission, Role

_READERS = [role for role, allowed in GRANTS.items() if Permission.CASE_READ in allowed]
_OVERSEERS = (Role.RESPONSIBLE_PERSON, Role.CHAIR)


def named_people(case: Case) -> QuerySet[User]:
    """Return the people who are named for the case, by name."""
    grants = CaseUserObjectPermission.objects.filter(
        content_object=case, permission__codename="read_restricted_case", permission__content_type__app_label="cases"
    )
    return User.objects.filter(pk__in=grants.values("user_id"))


def who_can_be_named(case: Case) -> QuerySet[Membership]:
    """Return the roles of people who could be named: of the lead agency, or of one that has or is offered access."""
    holders = CaseAccess.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=timezone.now()),
        case=case,
        user__isnull=True,
        revoked_at__isnull=True,
    )
    return _readers(case).filter(agency_id__in=holders.values("agency_id"))


def who_can_be_walled_off(case: Case) -> QuerySet[Membership]:
    """Return the roles of all people of the partnership who could come to see the case."""
    return _readers(case)


def _readers(case: Case) -> QuerySet[Membership]:
    """Return the live roles with which cases are read, by person; those who are walled off already are left out."""
    live = Membership.objects.live(timezone.localdate()).filter(partnership_id=case.partnership_id, role__in=_READERS)
    people = not_kept_away(User.objects.all(), case.pk, by_walls_alone=True)
    return live.filter(user__in=people).select_related("user", "agency").order_by("agency__name", "user__name")


def who_is_left(case: Case, *, without: UUID) -> QuerySet[User]:
    """Return the people of the lead agency who could go on working on the case without this person."""
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    people = not_kept_away(people_who_may(Permission.CASE_SHARE, **seat), case.pk)
    return people.exclude(pk=without)


def overseers(case: Case) -> list[User]:
    """Return who is told of an emergency: the lead agency's Responsible Persons and chairs who may see the case.

    When none of them may, everybody who works on it there is told.
    """
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    told = {person for role in _OVERSEERS for person in not_kept_away(people_with(role, **seat), case.pk)}
    return list(told) or list(not_kept_away(people_who_may(Permission.CASE_SHARE, **seat), case.pk))
