"""Which parts of the notes a reader finds on pages: the same as in its agency's copy of the minutes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from conferences.copies import SECTIONS
from conferences.models import Invitation, Item
from partners.actor import Actor

Parts = frozenset[str]
"""Names among those of `conferences.copies.SECTIONS`."""


def parts_shown(actor: Actor, items: Iterable[Item]) -> Mapping[UUID, Parts]:
    """Return for each item which parts of its notes the actor reads.

    The agency that chairs and the agency that leads the case read all of them, any other what its invitation gives.

    Args:
        actor: who reads.
        items: items that the actor sees, with their cases and conferences.
    """
    found = list(items)
    cut = [item for item in found if not _is_whole(actor, item)]
    given = _given(actor, cut) if cut else {}
    return dict.fromkeys((item.pk for item in found), frozenset(SECTIONS)) | {
        item.pk: _parts(given.get(item.pk, ())) for item in cut
    }


def _given(actor: Actor, items: Iterable[Item]) -> Mapping[UUID, Iterable[str]]:
    asked = Invitation.objects.filter(item__in=items, agency_id=actor.agency, withdrawn_at__isnull=True)
    return dict(asked.values_list("item_id", "sections"))


def _is_whole(actor: Actor, item: Item) -> bool:
    return actor.agency_id in {item.conference.chairing_agency_id, item.case.lead_agency_id}


def _parts(sections: Iterable[str]) -> Parts:
    given = set(sections)
    return frozenset(name for name, section in SECTIONS.items() if section in given)
