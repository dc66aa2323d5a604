"""Asking for a correction of a draft, and answering it."""

from django.db import IntegrityError, transaction
from django.urls import reverse

from audit import log
from conferences.actions.locking import lock
from conferences.models import Correction, CorrectionAnswer, Item, Minutes
from conferences.queries import references_of
from conferences.rules_minutes import check_may_answer_correction, check_may_correct
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell

ASKED, ANSWERED = "correction_asked", "correction_answered"


@transaction.atomic
def correct(*, actor: Actor, draft: Minutes, item: Item | None, words: str) -> Correction:
    """Ask for a correction of a draft, or say that there is nothing to correct.

    Args:
        actor: somebody who reads the draft.
        draft: the draft, the latest one.
        item: what the correction is about; empty for what stands before the items.
        words: what is wrong and how it should read; empty for "nothing to correct".

    Raises:
        NotPermitted: the actor's role does not include conferences.
        NotPossible: the draft is not open for corrections, or nothing is said about the item.
    """
    lock(draft.conference)
    check_may_correct(actor, draft)
    if item is not None and not words.strip():
        raise NotPossible("Say what is wrong and how it should read.")
    correction = Correction(
        minutes=draft,
        conference=draft.conference,
        item=item,
        case_id=item.case_id if item else None,
        agency_id=actor.agency,
        words=words.strip(),
        made_by_id=actor.person,
    )
    correction.save(force_insert=True)
    _record(actor, "minutes.correct", correction)
    if correction.words:
        _tell_the_chair(actor, correction)
    return correction


def _tell_the_chair(actor: Actor, correction: Correction) -> None:
    chair = User.objects.filter(pk=correction.conference.chair_id)
    subject = correction.item.case.reference if correction.item else ""
    path = reverse("draft_page", args=[correction.conference_id])
    tell(actor, chair, kind=ASKED, subject=subject or "a conference", path=path)


@transaction.atomic
def answer_correction(*, actor: Actor, correction: Correction, is_accepted: bool, sentence: str) -> None:
    """Take a correction up, or decline it with a sentence; the notes themselves are changed where they are written.

    Raises:
        NotPermitted: the actor does not run the conference.
        NotPossible: it is answered, the minutes are final, or it is declined without a sentence.
    """
    is_answered = CorrectionAnswer.objects.filter(correction=correction).exists()
    check_may_answer_correction(actor, correction, is_answered=is_answered)
    lock(correction.conference)
    if not is_accepted and not sentence.strip():
        raise NotPossible("Say why you decline the correction.")
    answer = CorrectionAnswer(
        correction=correction, is_accepted=is_accepted, sentence=sentence.strip(), answered_by_id=actor.person
    )
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        raise NotPossible("This correction has been answered already.") from None
    _record(actor, "minutes.answer", correction, is_accepted=is_accepted)
    subject = correction.item.case.reference if correction.item else "a conference"
    path = reverse("draft_page", args=[correction.conference_id])
    tell(actor, User.objects.filter(pk=correction.made_by_id), kind=ANSWERED, subject=subject, path=path)


def _record(actor: Actor, verb: str, correction: Correction, **facts: bool) -> None:
    """Write an event on the case that the correction is about, or on each of them for what stands before the items."""
    conference = correction.conference
    references = [correction.item.case.reference] if correction.item else references_of(conference)
    for reference in references:
        log.record(
            actor,
            verb,
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), **facts},
        )
