"""What comes after the meeting and waits for a person: drafts to read, corrections to answer, accesses that end."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from conferences.models import Correction, Invitation, Minutes, Repeat
from conferences.people import arrangers
from conferences.queries_minutes import corrections_to_answer, drafts_to_read
from conferences.queries_repeats import repeats_waiting
from conferences.reminders import ENDING_DAYS, ending_accesses
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Tell the drafts that the agency has not answered, corrections for the chair, and accesses that end soon."""
    if actor.agency_id is None or not actor.may(Permission.CONFERENCE_READ):
        return
    yield from (_to_read(draft) for draft in drafts_to_read(actor))
    yield from (_to_answer(correction) for correction in corrections_to_answer(actor))
    if _arranges(actor):
        yield from (_to_hear(repeat) for repeat in repeats_waiting(actor))
    yield from (_ending(invitation) for invitation in ending_accesses(actor, timezone.localdate()))


def _arranges(actor: Actor) -> bool:
    people = arrangers(partnership_id=actor.partnership_id, agency_id=actor.agency)
    return people.filter(pk__in=[actor.user_id]).exists()


def _to_hear(repeat: Repeat) -> ToDo:
    return ToDo(
        text=f"Put case {repeat.case.reference} on the next agenda: a repeat",
        path=reverse("repeat_page", args=[repeat.pk]),
        since=repeat.noticed_at,
    )


def _to_read(draft: Minutes) -> ToDo:
    day = date_format(timezone.localtime(draft.conference.held_at))
    return ToDo(
        text=f"Read the draft minutes of the conference of {day}",
        path=reverse("draft_page", args=[draft.conference_id]),
        since=draft.made_at,
        due=f"corrections until {date_format(draft.corrections_until)}" if draft.corrections_until else "",
    )


def _to_answer(correction: Correction) -> ToDo:
    about = f"about case {correction.item.case.reference}" if correction.item else "about the meeting"
    return ToDo(
        text=f"Answer a correction of the draft minutes {about}",
        path=reverse("correction_answer", args=[correction.pk]),
        since=correction.made_at,
    )


def _ending(invitation: Invitation) -> ToDo:
    last = invitation.conference.access_until
    return ToDo(
        text=f"Your agency’s access to case {invitation.item.case.reference} ends soon",
        path=reverse("case_page", args=[invitation.item.case.reference]),
        since=timezone.now() - timedelta(days=max(ENDING_DAYS - (last - timezone.localdate()).days, 0)),
        due=f"last day {date_format(last)}",
    )
