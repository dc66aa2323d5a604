"""Keeping the directory of support services."""

from django.db import IntegrityError, transaction

from audit import log
from partners.actor import Actor
from partners.errors import NotPossible
from referrals.models import Service
from referrals.rules import check_may_keep_directory


@transaction.atomic
def keep(*, actor: Actor, service: Service) -> Service:
    """Add a service to the directory of the actor's partnership, or change one; unlisted ones stay on old referrals.

    Args:
        actor: an administrator.
        service: the service, filled in.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: another service has this name.
    """
    check_may_keep_directory(actor)
    is_new = service._state.adding
    service.partnership_id = actor.partnership_id
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as error:
        if "service_name_once" not in str(error):
            raise
        raise NotPossible("Another service in the directory has this name.") from None
    verb = "service.add" if is_new else "service.change"
    log.record(actor, verb, subject=str(service.pk), facts={"is_listed": service.is_listed})
    return service
