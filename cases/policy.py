"""Who may see what: the only statement of the rule.

An agency sees a case when it holds a live `CaseAccess` row for it; it sees a section when the row names the section.
The leading agency has such a row too. A row may be one person's alone. A case is closed to a person who is walled off
from it, and, while it is restricted, to everybody who is not named: then no row opens it.

Lists, pages, counts, search, documents and the programming interface all start here. Row-level security repeats the
rule in the database, for the query that somebody forgets.
"""

from contextlib import suppress
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Func, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.http import Http404

from audit import log
from cases.models import Case, CaseAccess
from cases.references import InvalidReference, normalise
from cases.sections import Section
from partners.actor import Actor
from partners.models import User
from partners.roles import Permission


class IsClosed(Func):
    """Whether the case with this key is closed to the person acting: by a wall, or by a restriction.

    Only the database can tell, because a wall is hidden from the one it is for (docs/decisions/0013).
    """

    template = "(%(expressions)s = ANY (ARRAY(SELECT app.closed_cases())))"
    output_field = BooleanField()


def live_accesses(actor: Actor) -> QuerySet[CaseAccess]:
    """Return the access rows that let the actor see cases now."""
    if actor.agency_id is None or not actor.may(Permission.CASE_READ):
        return CaseAccess.objects.none()
    own = Q(user__isnull=True) | Q(user_id=actor.user_id)
    seat = {"agency_id": actor.agency_id, "partnership_id": actor.partnership_id}
    return CaseAccess.objects.filter(own, ~Q(IsClosed("case_id")), **seat).live(Now())


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor may see, newest first.

    The sections that the actor may read are told by `sections_of`; a case that is visible always shows its summary.
    """
    return Case.objects.filter(
        partnership_id=actor.partnership_id, pk__in=live_accesses(actor).values("case_id")
    ).select_related("lead_agency")


def sections_of(actor: Actor, case: Case) -> frozenset[Section]:
    """Return the sections of `case` that the actor may read: those of all its live access rows together."""
    rows = live_accesses(actor).filter(case=case).values_list("sections", flat=True)
    return frozenset(Section(code) for row in rows for code in row)


def get_case(actor: Actor, reference: str, *, purpose: str = "case.read") -> Case:
    """Return the case with this reference, and record that it was opened.

    Args:
        actor: who asks.
        reference: as typed; case, spaces and hyphens do not matter.
        purpose: the verb of the audit event.

    Raises:
        Http404: there is no such case, or the actor may not see it. Both look the same.
    """
    rights = _rights_to(actor, reference)
    case = rights[0].case
    log.record(
        actor,
        purpose,
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections={section for right in rights for section in right.sections},
        reason=", ".join(sorted({right.reason for right in rights})),
    )
    return case


def not_kept_away(people: QuerySet[User], case_id: UUID, *, by_walls_alone: bool = False) -> QuerySet[User]:
    """Return those of `people` to whom the case is not closed, so that nobody is told of what they cannot see.

    Args:
        people: who would be told otherwise; that their agency has access is for the caller to know.
        case_id: the case.
        by_walls_alone: a restriction keeps nobody away: for those who are told coded facts of every incident.
    """
    return people.exclude(pk__in=RawSQL("SELECT app.kept_away_from(%s, %s)", [case_id, by_walls_alone]))


def says_who_sees(case: Case) -> bool:
    """Say whether the person acting decides who may see the case.

    That is anybody of the lead agency, and, while the case is restricted, those named for it: whoever is in by an
    emergency could otherwise stay in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.says_who_sees(%s)", [case.pk])
        return bool(cursor.fetchone()[0])


def _rights_to(actor: Actor, reference: str) -> list[CaseAccess]:
    """Return the rows that let the actor see the case with this reference, each with the case: at least one.

    They are what makes the case one of `visible_cases`; asked for at once, since every page of a case begins so.
    """
    with suppress(InvalidReference):
        named = {"case__reference": normalise(reference), "case__partnership_id": actor.partnership_id}
        rights = list(live_accesses(actor).filter(**named).select_related("case__lead_agency"))
        if rights:
            return rights
    raise Http404("There is no case with this reference that you can see.")
