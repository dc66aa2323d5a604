"""Sending a draft of the minutes round for corrections."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit import log
from cases.policy import not_kept_away
from conferences.actions.locking import lock
from conferences.actions.versions import write_version
from conferences.minutes import head_of, missing_from
from conferences.models import Conference, Edition, Minutes, MinutesPart
from conferences.people import people_who_may
from conferences.rules_minutes import check_may_circulate
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.roles import Permission

NOTICE = "draft_circulated"


@transaction.atomic
def circulate(*, actor: Actor, conference: Conference, corrections_until: date) -> Minutes:
    """Send a draft to everybody who was asked: to each agency its own items and sections.

    Args:
        actor: who runs the conference.
        conference: the conference.
        corrections_until: the last day for corrections, in Europe/London.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: something is missing (the sentences say what), the day has passed or lies beyond the access of
            those who are to read the draft, or part of the meeting is hidden from the actor.
    """
    check_may_circulate(actor, conference)
    lock(conference)
    if missing := missing_from(conference):
        raise NotPossible(" ".join(missing))
    if corrections_until < timezone.localdate():
        raise NotPossible("The last day for corrections must be today or in the future.")
    if corrections_until > conference.access_until:
        last = date_format(conference.access_until)
        raise NotPossible(f"Those who were invited can read the draft until {last}. Choose that day or an earlier one.")
    number = Minutes.objects.filter(conference=conference, edition=Edition.DRAFT).count() + 1
    draft = Minutes(conference=conference, edition=Edition.DRAFT, version=number, corrections_until=corrections_until)
    write_version(actor, draft, head_of(conference, number=None, at=None, by=""))
    _record_and_tell(actor, draft)
    return draft


def _record_and_tell(actor: Actor, draft: Minutes) -> None:
    conference = draft.conference
    for item in conference.items.select_related("case"):
        log.record(
            actor,
            "minutes.circulate",
            subject=item.case.reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), "draft": draft.version},
        )
    day = date_format(timezone.localtime(conference.held_at))
    tell(actor, _readers(actor, draft), kind=NOTICE, subject=day, path=reverse("draft_page", args=[conference.pk]))


def _readers(actor: Actor, draft: Minutes) -> list[User]:
    """Return who of the invited agencies reads it: nobody to whom every item is closed."""
    found: dict[object, User] = {}
    parts = MinutesPart.objects.filter(minutes=draft, item__isnull=False).exclude(agency_id=actor.agency)
    for part in parts.only("agency_id", "case_id"):
        readers = people_who_may(
            Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=[part.agency_id]
        )
        found |= {person.pk: person for person in not_kept_away(readers, part.case_id)} if part.case_id else {}
    return list(found.values())
