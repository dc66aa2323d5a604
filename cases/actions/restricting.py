"""Restricting a case to named people, naming them, and lifting the restriction.

A name is a grant of django-guardian on this one case. The grants come before the restriction and go after it, because
the restriction binds whoever makes it at once.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from audit import log
from cases.actions.locking import lock
from cases.audience import named_people, who_can_be_named, who_is_left
from cases.models import Case, Restriction
from cases.rules import check_may_say_who_sees
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User

NOTICE = "case_named"
READ = "cases.read_restricted_case"


@transaction.atomic
def restrict(*, actor: Actor, case: Case, reason: str, people: Collection[UUID] = ()) -> Restriction:
    """Close the case to everybody but the actor and the people named.

    Args:
        actor: a person of the lead agency, who is named as well.
        case: the case.
        reason: why: the victim works for the council, say.
        people: who else may see it.

    Raises:
        NotPermitted: the actor may not decide who sees this case.
        NotPossible: it is restricted already, there is no reason, or somebody cannot be named.
    """
    lock(case)
    check_may_say_who_sees(actor, case)
    if standing_restriction(case) is not None:
        raise NotPossible("This case is restricted already.")
    if not reason.strip():
        raise NotPossible("Say why this case is restricted.")
    named = _check_can_be_named(case, {*people, actor.person})
    for person in named:
        assign_perm(READ, person, case)
    restriction = Restriction(
        case=case, partnership_id=case.partnership_id, reason=reason.strip(), restricted_by_id=actor.person
    )
    restriction.save(force_insert=True)
    _record(actor, "case.restrict", case, people=len(named))
    _tell(actor, case, named)
    return restriction


def standing_restriction(case: Case) -> Restriction | None:
    """Return the restriction that stands, as the lead agency sees it."""
    standing = Restriction.objects.filter(case=case, lifted_at__isnull=True)
    return standing.select_related("restricted_by").first()


@transaction.atomic
def name_person(*, actor: Actor, case: Case, user_id: UUID) -> None:
    """Let one more person see a restricted case.

    Args:
        actor: somebody of the lead agency who is named.
        case: the case.
        user_id: of the lead agency, or of one that has or is offered access.

    Raises:
        NotPermitted: the actor may not decide who sees this case.
        NotPossible: it is not restricted, or the person cannot be named.
    """
    lock(case)
    check_may_say_who_sees(actor, case)
    _check_restricted(case)
    (person,) = _check_can_be_named(case, {user_id})
    assign_perm(READ, person, case)
    _record(actor, "case.name", case, to_user=str(user_id))
    _tell(actor, case, [person])


@transaction.atomic
def take_name(*, actor: Actor, case: Case, user_id: UUID) -> None:
    """Close a restricted case to one person who was named; it acts on that person's next request.

    Raises:
        NotPermitted: the actor may not decide who sees this case.
        NotPossible: the person is not named, or nobody of the lead agency would be left.
    """
    lock(case)
    check_may_say_who_sees(actor, case)
    _check_restricted(case)
    person = named_people(case).filter(pk=user_id).first()
    if person is None:
        raise NotPossible("This person is not named for this case.")
    if not who_is_left(case, without=user_id).exists():
        raise NotPossible("Somebody of the lead agency has to be left who can see this case. Name somebody else first.")
    _record(actor, "case.unname", case, to_user=str(user_id))
    remove_perm(READ, person, case)


@transaction.atomic
def lift(*, actor: Actor, case: Case) -> None:
    """Lift the restriction: the case is open again to the agencies that have access.

    Raises:
        NotPermitted: the actor may not decide who sees this case.
        NotPossible: it is not restricted.
    """
    lock(case)
    check_may_say_who_sees(actor, case)
    lifted = Restriction.objects.filter(case=case, lifted_at__isnull=True).update(
        lifted_at=timezone.now(), lifted_by_id=actor.person
    )
    if lifted != 1:
        raise NotPossible("This case is not restricted.")
    for person in named_people(case):
        remove_perm(READ, person, case)
    _record(actor, "case.unrestrict", case)


def _check_restricted(case: Case) -> None:
    if standing_restriction(case) is None:
        raise NotPossible("This case is not restricted. Restrict it first.")


def _check_can_be_named(case: Case, people: Collection[UUID]) -> list[User]:
    found = {role.user_id: role.user for role in who_can_be_named(case).filter(user_id__in=people)}
    if set(people) - set(found):
        raise NotPossible("Only people of your agency, or of an agency that has access to this case, can be named.")
    return list(found.values())


def _record(actor: Actor, verb: str, case: Case, **facts: str | int | bool | None) -> None:
    log.record(actor, verb, subject=case.reference, owner_agency_id=case.lead_agency_id, facts=facts)


def _tell(actor: Actor, case: Case, people: Collection[User]) -> None:
    path = reverse("case_page", args=[case.reference])
    notices.tell(actor, people, kind=NOTICE, subject=case.reference, path=path)
