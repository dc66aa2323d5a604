"""Reading the log of a partnership, for its auditors: who did, saw or sent what."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Event
from audit.verbs import meaning
from partners.actor import Actor
from partners.audit_details import details_of, is_key, words_in
from partners.models import Agency, User

NOBODY = "The software"
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_BARE_REFERENCE = re.compile(r"([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-Z]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilters:
    """What the log is narrowed to; an empty value narrows nothing.

    Attributes:
        subject: the reference of a case; letters, spaces and hyphens do not matter.
        person: who acted.
        agency: for which agency.
        verb: what was done.
        first, last: days in Europe/London, both included.
    """

    subject: str = ""
    person: UUID | None = None
    agency: UUID | None = None
    verb: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def reference(self) -> str:
        """The reference as it is stored; empty when what was typed cannot be one."""
        bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", self.subject)).upper()
        found = _BARE_REFERENCE.fullmatch(bare)
        return "-".join(found.groups()) if found else ""

    def facts(self) -> dict[str, str | int]:
        """Return the filters in use as an event may keep them.

        Of what was typed and is no reference, only the length is kept: it could be a name.
        """
        said: dict[str, str | int] = {
            name: str(value) for name in ("person", "agency", "verb", "first", "last") if (value := getattr(self, name))
        }
        if self.subject and not self.reference:
            said["typed_characters"] = len(self.subject)
        return said

    def in_use(self) -> bool:
        """Say whether the log is narrowed."""
        return self != AuditFilters()


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    event: Event
    at: datetime
    person: str
    agency: str
    deed: str
    subject: str
    details: str


def events_of(actor: Actor, filters: AuditFilters) -> QuerySet[Event]:
    """Return the events of the actor's partnership that pass the filters.

    Each is compared as it stands in an index: behind row security PostgreSQL uses none for what it has to compute.
    """
    events = Event.objects.filter(partnership_id=actor.partnership_id)
    if filters.subject:
        events = events.filter(subject__in=[filters.subject.strip(), filters.reference or filters.subject])
    if filters.person:
        events = events.filter(user_id=filters.person)
    if filters.agency:
        events = events.filter(agency_id=filters.agency)
    if filters.verb:
        events = events.filter(verb=filters.verb)
    if filters.first:
        events = events.filter(at__gte=_midnight(filters.first))
    if filters.last:
        events = events.filter(at__lt=_midnight(filters.last + timedelta(days=1)))
    return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def people_in_log(actor: Actor) -> list[tuple[str, str]]:
    """Return the id and the name of everybody who has or had a role in the actor's partnership."""
    people = User.objects.filter(memberships__partnership_id=actor.partnership_id).distinct().order_by("name")
    return [(str(person.pk), person.name) for person in people]


def agencies_in_log(actor: Actor) -> list[tuple[str, str]]:
    """Return the id and the name of every agency that has or had a seat in the actor's partnership."""
    agencies = Agency.objects.filter(seats__partnership_id=actor.partnership_id).distinct().order_by("name")
    return [(str(agency.pk), agency.name) for agency in agencies]


def described(actor: Actor, events: Iterable[Event]) -> list[Line]:
    """Return `events` with the names of people and agencies in place of their keys, and words in place of codes."""
    events = list(events)
    people = dict(User.objects.filter(pk__in=_keys(events, "user_id")).values_list("pk", "name"))
    known = list(Agency.objects.values_list("pk", "code", "name"))
    agencies = {key: name for key, _, name in known}
    names = {str(key): name for key, name in [*people.items(), *agencies.items()]}
    words = words_in(actor.partnership_id) | {"agency": {code: name for _, code, name in known}}
    return [
        Line(
            event=event,
            at=event.at,
            person=people.get(event.user_id, "A person without an account") if event.user_id else NOBODY,
            agency=agencies.get(event.agency_id, "") if event.agency_id else "",
            deed=meaning(event.verb),
            subject=names.get(event.subject, "" if is_key(event.subject) else event.subject),
            details=details_of(event, names, words),
        )
        for event in events
    ]


def _keys(events: list[Event], name: str) -> set[str]:
    """Return the people of the events: those who acted and those whom an event is about or was for."""
    about = {text for event in events for text in [event.subject, *map(str, event.facts.values())] if is_key(text)}
    return about | {str(getattr(event, name)) for event in events if getattr(event, name)}
