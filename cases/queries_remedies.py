"""Reading the remedies ledger. A person without the section `people` of the case reads none of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case, Person, Remedy, RemedyEntry
from cases.models.person import Part
from cases.models.remedy import IN_FORCE
from cases.policy import visible_cases
from partners.actor import Actor

DAYS_BEFORE_THE_END = 28
"""So long before the last day of a remedy in force somebody is asked to look at it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One remedy of a subject: what it is now, and the entries before, newest first."""

    remedy: Remedy
    now: RemedyEntry
    earlier: list[RemedyEntry]

    @property
    def breaches(self) -> list[RemedyEntry]:
        """The breaches, the newest first."""
        return [entry for entry in (self.now, *self.earlier) if entry.breached_on]


def subjects_of(case: Case) -> QuerySet[Person]:
    """Return the subjects of a case, in the order of its incidents."""
    return Person.objects.filter(case=case, part=Part.SUBJECT).order_by("incident__occurred_from", "pk")


def called(person: Person, number: int) -> str:
    """Return what a subject is called on a page: the name, or a number where there is none."""
    return person.name or f"Subject {number}"


def visible_remedies(actor: Actor) -> QuerySet[Remedy]:
    """Return the remedies in the cases that the actor may see; the database keeps those without `people` out."""
    found = Remedy.objects.filter(case__in=visible_cases(actor))
    return found.select_related("case", "person")


def line_of(remedy: Remedy) -> Line:
    """Return a remedy with all its entries."""
    entries = list(RemedyEntry.objects.filter(remedy=remedy).select_related("recorded_by"))
    return Line(remedy, entries[0], entries[1:])


def lines_of(case: Case) -> list[Line]:
    """Return the remedies of a case with their entries, in two queries."""
    entries: dict[object, list[RemedyEntry]] = {}
    for entry in RemedyEntry.objects.filter(case=case).select_related("recorded_by"):
        entries.setdefault(entry.remedy_id, []).append(entry)
    remedies = Remedy.objects.filter(case=case).select_related("person")
    return [Line(each, entries[each.pk][0], entries[each.pk][1:]) for each in remedies if each.pk in entries]


def ending_remedies(cases: QuerySet[Case], today: date) -> QuerySet[RemedyEntry]:
    """Return the newest entries of remedies in force whose last day is near or has passed."""
    newer = RemedyEntry.objects.filter(remedy=OuterRef("remedy"), recorded_at__gt=OuterRef("recorded_at"))
    near = RemedyEntry.objects.filter(~Exists(newer), case__in=cases, standing__in=IN_FORCE)
    return near.filter(to_on__lte=today + timedelta(days=DAYS_BEFORE_THE_END)).select_related("case").order_by("to_on")
