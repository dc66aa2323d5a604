"""Who may circulate, correct, and amend minutes. Each check raises a sentence that a caseworker can read."""

from django.utils import timezone

from conferences.models import Conference, ConferenceState, Correction, Minutes
from conferences.rules import check_convened, check_may_run
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission


def check_may_circulate(actor: Actor, conference: Conference) -> None:
    """Check that the actor may send a draft round: whoever runs the conference, once it has begun."""
    check_may_run(actor, conference)
    if conference.held_at > timezone.now():
        raise NotPossible("The conference has not been held yet.")


def check_may_correct(actor: Actor, draft: Minutes) -> None:
    """Check that the actor may ask for a correction: anybody who reads the draft, while it can change."""
    actor.must(Permission.CONFERENCE_READ, "Your role does not include conferences.")
    check_convened(draft.conference)
    if draft.corrections_until is None:
        raise NotPossible("These minutes are final. Ask the chair to amend them.")
    if draft.corrections_until < timezone.localdate():
        raise NotPossible(f"Corrections could be sent until {draft.corrections_until:%-d %B %Y}.")


def check_may_answer_correction(actor: Actor, correction: Correction, *, is_answered: bool) -> None:
    """Check that the actor may take a correction up or decline it: whoever runs the conference, once."""
    check_may_run(actor, correction.conference)
    if not correction.words:
        raise NotPossible("There is nothing to answer: the agency has nothing to correct.")
    if is_answered:
        raise NotPossible("This correction has been answered already.")


def check_may_amend(actor: Actor, conference: Conference) -> None:
    """Check that the actor may amend final minutes by a new version: the chair, or a panel chair of the same agency."""
    if actor.agency_id != conference.chairing_agency_id:
        raise NotPermitted("Only the agency that chaired this conference can amend its minutes.")
    if actor.user_id != conference.chair_id and not actor.may(Permission.CONFERENCE_RUN):
        raise NotPermitted(f"Only {conference.chair.name}, who chaired this conference, can amend its minutes.")
    if conference.state != ConferenceState.FINALISED:
        raise NotPossible("Only final minutes are amended. These can still be changed.")
