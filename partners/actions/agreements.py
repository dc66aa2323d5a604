"""Writing a version of the sharing agreement or the code of conduct, and accepting what is in force."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from partners.actions.setup import checked_name
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Acceptance, Agreement
from partners.models.agreement import Kind
from partners.rules import check_may_administer


@transaction.atomic
def write_agreement(*, actor: Actor, kind: Kind, title: str, text: str, in_force_from: date) -> Agreement:
    """Write the next version. It never changes, and everybody who sees cases is asked to accept it once it is in force.

    Args:
        actor: who administers the partnership.
        kind: which of the texts.
        title: its heading.
        text: plain paragraphs, with an empty line between them.
        in_force_from: today or later, and not before the version that it replaces.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: something is empty, or the day is too early.
    """
    check_may_administer(actor)
    if not text.strip():
        raise NotPossible("Write the text.")
    if in_force_from < timezone.localdate():
        raise NotPossible("A version comes into force today or later.")
    before = Agreement.objects.filter(partnership_id=actor.partnership_id, kind=kind).order_by("-version").first()
    if before and in_force_from < before.in_force_from:
        raise NotPossible("This version would come into force before the one that it replaces.")
    agreement = Agreement(
        partnership_id=actor.partnership_id,
        kind=kind,
        version=before.version + 1 if before else 1,
        title=checked_name(title),
        text=text.strip(),
        in_force_from=in_force_from,
        made_by_id=actor.user_id,
    )
    agreement.save(force_insert=True)
    log.record(actor, "agreement.write", facts={"agreement": kind, "version": agreement.version})
    return agreement


@transaction.atomic
def accept(*, actor: Actor, agreements: Iterable[Agreement]) -> None:
    """Record that the actor has read and accepts these versions; accepting one again changes nothing.

    Raises:
        NotPermitted: no person is acting.
    """
    for agreement in agreements:
        key = {"agreement": agreement, "user_id": actor.person}
        if Acceptance.objects.filter(**key).exists():
            continue
        Acceptance(partnership_id=actor.partnership_id, **key).save(force_insert=True)
        log.record(actor, "agreement.accept", facts={"agreement": agreement.kind, "version": agreement.version})
