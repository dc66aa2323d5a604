"""Reminding people: one message a person and day at most, with counts and a link and nothing else.

The rows are the truth. That somebody was reminded of a thing stands in a row of its own, written in the transaction
that writes the message. So the schedule may run twice, late, or not at all for a day: nobody is told twice, or never.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from conferences.models import Digest, Reminder, ReminderChoice, Stage
from conferences.reminders import Due, dues_of, new_among
from conferences.wording import counted
from partners.actor import Actor
from partners.models import Membership, Partnership, User
from partners.notices import tell
from partners.queries import actors_of, system_actor
from partners.roles import GRANTS, Permission
from partners.scope import acting, scope

NOTICE = "reminder"
FIRST_HOUR = 7
"""From which hour of the day, in Europe/London, people are reminded."""
_WORDS = {
    Stage.SOON: "{} due soon",
    Stage.LATE: "{} late",
    Stage.ESCALATED: "{} escalated",
    Stage.ACCESS_ENDS: "{} ending",
}


def people() -> list[UUID]:
    """Return who can be reminded of anything: everybody with a live role that answers actions or reads conferences."""
    wanted = {Permission.ACTION_UPDATE, Permission.CONFERENCE_READ}
    roles = [role for role, allowed in GRANTS.items() if wanted & allowed]
    live = Membership.objects.live(timezone.localdate()).filter(role__in=roles)
    active = User.objects.filter(is_active=True, pk__in=live.values("user_id"))
    return list(active.order_by("pk").values_list("pk", flat=True))


def remind(*, user_id: UUID, day: date) -> bool:
    """Remind one person of everything that waits, if there is something new, once a day.

    Args:
        user_id: the person.
        day: the date in Europe/London.

    Returns:
        Whether a message was written.
    """
    try:
        with transaction.atomic():
            return _remind(User.objects.get(pk=user_id), day)
    except IntegrityError:
        # Somebody else reminded the person at the same moment.
        return False


def _remind(user: User, day: date) -> bool:
    with scope(user_id=user.pk):
        if Digest.objects.filter(user=user, day=day).exists():
            return False
    found: list[tuple[Actor, list[Due], list[Due]]] = []
    for actor in actors_of(user):
        with acting(actor):
            dues = dues_of(actor, day)
            found.append((actor, dues, new_among(dues, user.pk)))
    changed = [(actor, fresh) for actor, _, fresh in found if fresh]
    if not changed:
        return False
    digest = Digest(partnership_id=changed[0][0].partnership_id, user=user, day=day)
    _write(digest, changed)
    _tell(user, digest, [due for _, dues, _ in found for due in dues])
    return True


def _write(digest: Digest, changed: Iterable[tuple[Actor, list[Due]]]) -> None:
    for place, (actor, fresh) in enumerate(changed):
        with acting(actor):
            if place == 0:
                digest.save(force_insert=True)
            Reminder.objects.bulk_create(
                Reminder(
                    digest=digest,
                    partnership_id=actor.partnership_id,
                    user_id=digest.user_id,
                    stage=due.stage,
                    round=due.round,
                    due_on=due.due_on,
                    action_id=due.action,
                    task_id=due.task,
                    invitation_id=due.invitation,
                )
                for due in fresh
            )


def _tell(user: User, digest: Digest, dues: list[Due]) -> None:
    partnership = Partnership.objects.get(pk=digest.partnership_id)
    actor = system_actor(partnership=partnership, name="Reminders")
    counts = Counter(due.stage for due in dues)
    path = reverse("action_list" if any(due.is_to_do for due in dues) else "home")
    with scope(user_id=user.pk, partnership_id=partnership.pk, request_id=actor.request_id):
        in_app = _chosen(user.pk)
        tell(actor, [user], kind=NOTICE, subject=in_words(counts), path=path, in_app=in_app)
        told = {stage.value: counts[stage] for stage in Stage if counts[stage]}
        facts: dict[str, str | int | bool | None] = {"to_user": str(user.pk), **told}
        log.record(actor, "reminder.send", facts=facts)


def in_words(counts: Counter[Stage]) -> str:
    """Return how much of what there is, without saying about whom: "2 due soon, 1 late, 1 access ending"."""
    parts = [_WORDS[stage].format(_number(stage, counts[stage])) for stage in Stage if counts[stage]]
    return ", ".join(parts)


def _number(stage: Stage, number: int) -> str:
    return counted(number, "access", "accesses") if stage is Stage.ACCESS_ENDS else str(number)


def stands_on_site(actor: Actor) -> bool:
    """Say whether the actor's reminders stand on the site as well as coming by e-mail."""
    return _chosen(actor.person)


def _chosen(user_id: UUID) -> bool:
    choice = ReminderChoice.objects.filter(user_id=user_id).first()
    return choice is not None and choice.in_app


@transaction.atomic
def choose(*, actor: Actor, in_app: bool) -> None:
    """Choose whether reminders stand on the site as well as coming by e-mail."""
    ReminderChoice(user_id=actor.person, in_app=in_app).save(force_insert=True)
    log.record(actor, "reminder.choose", facts={"in_app": in_app})
