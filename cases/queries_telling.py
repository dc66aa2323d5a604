"""Who has still to be told what came of a report: victims and witnesses (003), as far as anybody can be told."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases.models import Case, Move, Person, Telling
from cases.models.person import Part
from cases.states import State

TOLD_PARTS = (Part.VICTIM, Part.WITNESS)
_CAN_BE_TOLD = Q(part__in=TOLD_PARTS) & (~Q(name="") | ~Q(phone="") | ~Q(email="") | ~Q(address=""))
_ALWAYS = Value(datetime(1970, 1, 1, tzinfo=UTC), output_field=DateTimeField())


def people_to_tell() -> QuerySet[Person]:
    """Return the victims and witnesses who have not been told since there was last something to tell.

    There is something new to tell when minutes are finalised, and when a closed case is opened again. Nobody can be
    told who gave neither a name nor a way of making contact. Whoever is recorded in several incidents of a case under
    the same name is one person. Read it as the lead agency, which sees the people of its cases.
    """
    news = Move.objects.filter(Q(to_state=State.IN_ACTION) | Q(from_state=State.CLOSED), case=OuterRef("case"))
    same = Q(person=OuterRef("pk")) | (Q(person__name__iexact=OuterRef("name")) & ~Q(person__name=""))
    told = Telling.objects.filter(same, case=OuterRef("case"), recorded_at__gte=OuterRef("news_at"))
    since = Coalesce(Subquery(news.order_by("-moved_at").values("moved_at")[:1]), _ALWAYS)
    return Person.objects.filter(_CAN_BE_TOLD).annotate(news_at=since).filter(~Exists(told))


def to_tell(case: Case) -> list[Person]:
    """Return whom to tell in this case, each once: victims first, then by name."""
    return _each_once(people_to_tell().filter(case=case))


def can_be_told(case: Case) -> list[Person]:
    """Return the victims and witnesses of the case who can be told, whether they have been or not, each once."""
    return _each_once(Person.objects.filter(_CAN_BE_TOLD, case=case))


def _each_once(people: QuerySet[Person]) -> list[Person]:
    """Return victims first, then by name, each name once; a person without a name stands alone."""
    ordered = sorted(
        people.order_by("name", "incident__occurred_from", "pk"), key=lambda each: TOLD_PARTS.index(Part(each.part))
    )
    once: dict[str, Person] = {}
    for person in ordered:
        once.setdefault(person.name.casefold() or str(person.pk), person)
    return list(once.values())


def tellings_of(case: Case) -> QuerySet[Telling]:
    """Return what was recorded of telling people, newest first."""
    return Telling.objects.filter(case=case).select_related("person", "agency", "recorded_by")


def last_tellings(case: Case) -> dict[UUID, Telling]:
    """Return what was recorded last of each person of the case."""
    return {telling.person_id: telling for telling in reversed(list(tellings_of(case)))}
