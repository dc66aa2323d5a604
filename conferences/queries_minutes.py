"""Reading about drafts and corrections. What is read has come through `conferences.policy` before."""

from django.db.models import QuerySet
from django.utils import timezone

from conferences.models import Conference, ConferenceState, Correction, Edition, Minutes, MinutesPart
from conferences.policy import visible_conferences
from conferences.policy_minutes import visible_corrections
from partners.actor import Actor


def corrections_of(actor: Actor, conference: Conference) -> QuerySet[Correction]:
    """Return the corrections to drafts of the conference that the actor may see, in the order in which they came."""
    return visible_corrections(actor).filter(conference=conference)


def latest_draft(conference: Conference) -> Minutes | None:
    """Return the draft that circulates, while the minutes are open; the database shows it to those who have a copy."""
    if conference.state != ConferenceState.CONVENED:
        return None
    return Minutes.objects.filter(conference=conference, edition=Edition.DRAFT).order_by("version").last()


def corrections_to_answer(actor: Actor) -> QuerySet[Correction]:
    """Return the corrections that wait for the actor as the chair of the conference."""
    waiting = visible_corrections(actor).filter(answer__isnull=True).exclude(words="")
    return waiting.filter(conference__chair_id=actor.user_id, conference__state=ConferenceState.CONVENED)


def drafts_to_read(actor: Actor) -> list[Minutes]:
    """Return the latest draft of each conference about which the actor's agency, asked to it, has said nothing yet."""
    convened = visible_conferences(actor).filter(state=ConferenceState.CONVENED)
    copies = MinutesPart.objects.filter(
        agency_id=actor.agency,
        minutes__edition=Edition.DRAFT,
        minutes__corrections_until__gte=timezone.localdate(),
        conference__in=convened.order_by().exclude(chairing_agency_id=actor.agency).values("pk"),
    )
    drafts = Minutes.objects.filter(pk__in=copies.values("minutes_id")).select_related("conference")
    latest = {draft.conference_id: draft for draft in drafts.order_by("version")}
    said = Correction.objects.filter(minutes__in=latest.values(), agency_id=actor.agency)
    answered = set(said.values_list("minutes_id", flat=True))
    return [draft for draft in latest.values() if draft.pk not in answered]
