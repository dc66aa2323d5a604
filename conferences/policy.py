"""Which conferences and actions an actor may see: the only statement of the rule.

The chairing agency sees its conferences. An agency that was asked to an item sees that item, and the conference for it,
once the agenda is published, while the invitation stands with the access that came with it, until the set date; of the
other items it sees nothing. An agency always sees its own actions; the lead agency sees all of its cases' actions. What
concerns a case that is closed to the person is hidden whoever's it is, and an item from whoever has stepped out of it.
"""

from uuid import UUID

from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from audit import log
from cases.policy import IsClosed, live_accesses
from conferences.models import Action, AgendaReferral, AgendaState, Conference, Invitation, Item
from partners.actor import Actor
from partners.roles import Permission


class IsRecused(Func):
    """Whether the person acting has stepped out of the item with this key.

    Only the database can tell, because a recusal is hidden with its item from the one it is about.
    """

    template = "(%(expressions)s = ANY (ARRAY(SELECT app.recused_items())))"
    output_field = BooleanField()


def visible_items(actor: Actor) -> QuerySet[Item]:
    """Return the items of conferences that the actor may see, in the order of each agenda.

    What an agency was not asked to does not exist for it: every page, count, number and document starts from here.
    """
    if actor.agency_id is None or not actor.may(Permission.CONFERENCE_READ):
        return Item.objects.none()
    asked = Invitation.objects.filter(item=OuterRef("pk"), agency_id=actor.agency_id, withdrawn_at__isnull=True)
    leads = Q(case__lead_agency_id=actor.agency_id) & Q(Exists(asked))
    given = Q(Exists(asked.filter(access__in=live_accesses(actor))), conference__access_until__gte=timezone.localdate())
    return Item.objects.filter(
        Q(conference__chairing_agency_id=actor.agency_id)
        | Q(leads | given, conference__agenda_published_at__isnull=False),
        ~Q(IsClosed("case_id")),
        ~Q(IsRecused("pk")),
        conference__partnership_id=actor.partnership_id,
    ).select_related("case")


def visible_conferences(actor: Actor) -> QuerySet[Conference]:
    """Return the conferences that the actor may see, the latest meeting first.

    One is seen for the items in it that are seen. The chairing agency sees one whose agenda is still empty, too.
    """
    # Not by EXISTS: under an OR, PostgreSQL plans such a question twice, and this one takes it long enough once.
    seen = Q(pk__in=visible_items(actor).order_by().values("conference_id"))
    empty = ~Exists(Item.objects.filter(conference=OuterRef("pk")))
    return _conferences_of(actor).filter(seen | Q(empty, chairing_agency_id=actor.agency_id))


def _conferences_of(actor: Actor) -> QuerySet[Conference]:
    """Return the conferences of the partnership, for people who may see any: which ones, their items say."""
    if actor.agency_id is None or not actor.may(Permission.CONFERENCE_READ):
        return Conference.objects.none()
    found = Conference.objects.filter(partnership_id=actor.partnership_id)
    return found.select_related("chairing_agency", "chair", "panel")


def get_conference(actor: Actor, conference_id: UUID, *, purpose: str = "conference.read") -> Conference:
    """Return the conference, and record that it was opened: for each item that is seen, in the log of its case.

    This is `visible_conferences` for one that is known by its key. It is asked in two short questions, because the long
    one takes PostgreSQL five times as long to plan; always in both, so that a hidden one takes as long as none.

    Args:
        actor: who asks.
        conference_id: its key.
        purpose: the verb of the audit event.

    Raises:
        Http404: there is no such conference, or the actor may not see it. Both look the same.
    """
    items = visible_items(actor).filter(conference=conference_id)
    references = list(items.values_list("case__reference", flat=True))
    conference = _conferences_of(actor).filter(pk=conference_id).first()
    if conference is None or not (references or _is_to_be_filled(actor, conference)):
        raise Http404("There is no conference here that you can see.")
    _record(actor, purpose, conference, references or [""])
    return conference


def _is_to_be_filled(actor: Actor, conference: Conference) -> bool:
    """Say whether the actor's agency chairs the conference, and its agenda is still empty."""
    chairs = conference.chairing_agency_id == actor.agency_id
    return chairs and not Item.objects.filter(conference=conference).exists()


def _record(actor: Actor, verb: str, conference: Conference, references: list[str]) -> None:
    facts = {"conference": str(conference.pk)}
    for reference in references:
        log.record(actor, verb, subject=reference, owner_agency_id=conference.chairing_agency_id, facts=facts)


def visible_referrals(actor: Actor) -> QuerySet[AgendaReferral]:
    """Return the referrals to panels that the actor may see: those of its own cases, and those to its own panels."""
    if actor.agency_id is None or not actor.may(Permission.CONFERENCE_READ):
        return AgendaReferral.objects.none()
    own = Q(lead_agency_id=actor.agency_id)
    received = Q(panel_agency_id=actor.agency_id) & ~Q(state=AgendaState.WITHDRAWN)
    return AgendaReferral.objects.filter(
        own | received, ~Q(IsClosed("case_id")), partnership_id=actor.partnership_id
    ).select_related("case", "panel", "access")


def visible_actions(actor: Actor) -> QuerySet[Action]:
    """Return the agreed actions that the actor may see.

    They are its agency's own, those of the cases that its agency leads, and those of the conferences that it chairs.
    """
    if actor.agency_id is None or not actor.may(Permission.ACTION_UPDATE):
        return Action.objects.none()
    chaired = Item.objects.filter(conference__chairing_agency_id=actor.agency_id)
    return Action.objects.filter(
        Q(agency_id=actor.agency_id) | Q(lead_agency_id=actor.agency_id) | Q(item__in=chaired),
        ~Q(IsClosed("case_id")),
        partnership_id=actor.partnership_id,
        agreed_at__isnull=False,
    ).select_related("agency", "lead_agency", "person")


def get_action(actor: Actor, action_id: UUID) -> Action:
    """Return the action, and record that it was opened.

    Raises:
        Http404: there is no such action, or the actor may not see it. Both look the same.
    """
    action = visible_actions(actor).filter(pk=action_id).first()
    if action is None:
        raise Http404("There is no action here that you can see.")
    log.record(actor, "action.read", subject=action.case_reference, owner_agency_id=action.lead_agency_id)
    return action
