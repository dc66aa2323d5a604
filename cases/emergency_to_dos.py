"""What waits for a Responsible Person: emergency uses to sign off."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.sight import waiting
from partners.actor import Actor
from partners.home import ToDo


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield each emergency use that the actor can sign off."""
    for use in waiting(actor):
        opened = date_format(timezone.localtime(use.opened_at), "j F, H:i")
        text = f"Sign off the emergency use of case {use.case_reference}"
        yield ToDo(text, reverse("emergency_review", args=[use.pk]), since=use.opened_at, due=f"opened {opened}")
