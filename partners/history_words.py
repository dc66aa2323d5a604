"""The values of fields in words, as the history of changes shows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime

from audit.history import FOUND, Past, kept_fields
from partners.actor import Actor
from partners.models import Agency, User

SERVES_AS = "app"
"""The database role of the site itself."""
WordOf = Callable[[str, str], str]
"""Returns the words for a code of a vocabulary."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the keys of people and agencies."""

    people: Mapping[UUID, str]
    agencies: Mapping[UUID, str]

    @classmethod
    def of(cls, actor: Actor, rows: Iterable[Past]) -> "Names":
        """Read the names of everybody in `rows` who has or had a role in the actor's partnership."""
        keys = {key for row in rows for key in (row.pgh_user_id, *_people(row)) if key}
        people = User.objects.filter(pk__in=keys, memberships__partnership_id=actor.partnership_id)
        return cls(dict(people.values_list("pk", "name")), dict(Agency.objects.values_list("pk", "name")))

    def person(self, key: UUID) -> str:
        """Return a person's name."""
        return self.people.get(key, "A person of another partnership")


def _people(row: Past) -> list[UUID | None]:
    return [getattr(row, each.attname) for each in kept_fields(type(row)) if each.related_model is User]


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """The words for everything that a page of history shows."""

    names: Names
    word_of: WordOf

    def person(self, row: Past) -> str:
        """Return who did it. A change past the site has nobody's name, but that of the database role."""
        if row.pgh_user_id:
            return self.names.person(row.pgh_user_id)
        if row.pgh_label == FOUND:
            return ""
        return "The software" if row.pgh_role == SERVES_AS else f"Nobody: in the database itself, as “{row.pgh_role}”"

    def agency(self, row: Past) -> str:
        """Return for which agency it was done."""
        return self.names.agencies.get(row.pgh_agency_id, "") if row.pgh_agency_id else ""

    def value(self, row: Past, name: str, vocabularies: Mapping[str, str]) -> str:
        """Return the words for the value of a field; nothing for an empty one."""
        kept = row._meta.get_field(name)
        assert isinstance(kept, models.Field)
        value = getattr(row, kept.attname)
        if name in vocabularies:
            codes = value if isinstance(value, list) else [value]
            return ", ".join(self.word_of(vocabularies[name], code) for code in codes if code)
        if isinstance(value, UUID):
            return self._name(kept, value)
        return dict(kept.flatchoices).get(value) or _plain(value)

    def _name(self, kept: "models.Field[Any, Any]", key: UUID) -> str:
        return self.names.agencies.get(key, "") if kept.related_model is Agency else self.names.person(key)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value)
    return "" if value is None else str(value)
