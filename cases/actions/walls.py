"""Walling a person off from one case, because of a conflict of interest, and lifting the wall."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.audience import overseers, who_can_be_walled_off, who_is_left
from cases.models import Case, Wall
from cases.rules import check_may_say_who_sees, check_may_wall_off
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible

NOTICE = "conflict_declared"


@transaction.atomic
def wall_off(*, actor: Actor, case: Case, user_id: UUID, reason: str) -> Wall:
    """Keep one person away from the case, whatever else would open it to them.

    A person may declare a conflict of their own; the case is then gone for them at the next request.

    Args:
        actor: who decides who sees the case, or the person.
        case: the case.
        user_id: the person, who is not told: not even that there is such a case.
        reason: the conflict.

    Raises:
        NotPermitted: the actor may not wall this person off.
        NotPossible: there is no reason, the person could not see the case anyway, or nobody would be left for it.
    """
    lock(case)
    check_may_wall_off(actor, case, user_id)
    if not reason.strip():
        raise NotPossible("Say what the conflict of interest is.")
    if not who_can_be_walled_off(case).filter(user_id=user_id).exists():
        raise NotPossible("This person cannot see cases of your partnership, or is kept away already.")
    if not who_is_left(case, without=user_id).exists():
        raise NotPossible("Somebody of the lead agency has to be left who can work on this case.")
    is_own = user_id == actor.user_id
    told = overseers(case) if is_own else []
    wall = Wall(
        case=case,
        partnership_id=case.partnership_id,
        user_id=user_id,
        reason=reason.strip(),
        made_by_id=actor.person,
    )
    wall.save(force_insert=True)
    _record(actor, "case.wall_off", case, to_user=str(user_id), is_own=is_own)
    path = reverse("case_sight", args=[case.reference])
    notices.tell(actor, told, kind=NOTICE, subject=case.reference, path=path)
    return wall


@transaction.atomic
def lift_wall(*, actor: Actor, case: Case, wall: Wall) -> None:
    """Take a wall down.

    Raises:
        NotPermitted: the actor may not decide who sees this case.
        NotPossible: it was taken down before.
    """
    check_may_say_who_sees(actor, case)
    lifted = Wall.objects.filter(pk=wall.pk, case=case, lifted_at__isnull=True).update(
        lifted_at=timezone.now(), lifted_by_id=actor.person
    )
    if lifted != 1:
        raise NotPossible("This person has been let back in already.")
    _record(actor, "case.unwall", case, to_user=str(wall.user_id))


def _record(actor: Actor, verb: str, case: Case, **facts: str | int | bool | None) -> None:
    log.record(actor, verb, subject=case.reference, owner_agency_id=case.lead_agency_id, facts=facts)
