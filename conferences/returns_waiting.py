"""The research returns that an agency still has to write or to release."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from conferences.deadlines import returns_due_on
from conferences.models import ConferenceState, Item, ResearchReturn
from conferences.policy import visible_items
from partners.actor import Actor
from partners.home import ToDo


def returns_to_write(actor: Actor) -> Iterator[ToDo]:
    """Tell of each item to come for which no return of the actor's agency stands; each can be answered in one click."""
    if actor.agency_id is None:
        return
    own = ResearchReturn.objects.filter(item=OuterRef("pk"), agency_id=actor.agency_id)
    standing = own.filter(released_at__isnull=False, taken_back_at__isnull=True)
    begun = own.filter(released_at__isnull=True)
    coming = visible_items(actor).filter(
        ~Exists(standing),
        conference__state=ConferenceState.CONVENED,
        conference__agenda_published_at__isnull=False,
        conference__held_at__gt=timezone.now(),
    )
    for item in coming.select_related("conference").annotate(is_begun=Exists(begun)):
        yield _to_do(item, is_begun=item.is_begun)


def _to_do(item: Item, *, is_begun: bool) -> ToDo:
    due_on = returns_due_on(item.conference)
    text = "Release your agency’s return about" if is_begun else "Say what your agency knows about"
    return ToDo(
        text=f"{text} case {item.case.reference}",
        path=reverse("return_page", args=[item.pk]),
        since=item.conference.agenda_published_at or item.conference.convened_at,
        due=f"due {date_format(due_on)}",
        is_overdue=due_on < timezone.localdate(),
        answer="" if is_begun else "Nothing known",
        answer_path="" if is_begun else reverse("return_nothing_known", args=[item.pk]),
    )
