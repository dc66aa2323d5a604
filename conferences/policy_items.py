"""One item of a conference, loaded only through the rule of `conferences.policy`."""

from uuid import UUID

from django.http import Http404

from audit import log
from conferences.models import Item, Recusal
from conferences.policy import visible_items
from partners.actor import Actor


def find_item(actor: Actor, item_id: UUID) -> Item:
    """Return the item with its case and conference. For what shows nothing of it: everything else calls `get_item`.

    Raises:
        Http404: there is no such item, or the actor may not see it, or has stepped out of it. All look the same.
    """
    # The names beside it are asked for apart: each further table in one question multiplies the ways to plan it.
    found = visible_items(actor).filter(pk=item_id).select_related("case", "conference")
    item = found.prefetch_related("case__lead_agency", "conference__chair", "conference__chairing_agency").first()
    if item is None:
        raise Http404("There is no item here that you can see.")
    return item


def get_item(actor: Actor, item_id: UUID, *, purpose: str = "item.read") -> Item:
    """Return the item with its case and conference, and record that it was opened.

    Args:
        actor: who asks.
        item_id: its key.
        purpose: the verb of the audit event.

    Raises:
        Http404: there is no such item, or the actor may not see it, or has stepped out of it. All look the same.
    """
    item = find_item(actor, item_id)
    log.record(
        actor,
        purpose,
        subject=item.case.reference,
        owner_agency_id=item.case.lead_agency_id,
        facts={"conference": str(item.conference_id), "item": str(item.pk)},
    )
    return item


def get_recusal(actor: Actor, recusal_id: UUID) -> tuple[Item, Recusal]:
    """Return a recusal with its item.

    Raises:
        Http404: there is no such recusal, or the actor may not see its item.
    """
    recusal = Recusal.objects.filter(pk=recusal_id, item__in=visible_items(actor).order_by()).first()
    if recusal is None:
        raise Http404("There is nothing here that you can see.")
    return find_item(actor, recusal.item_id), recusal
