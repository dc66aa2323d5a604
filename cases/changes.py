"""The history of changes of one case: which parts there are, and which rows of them somebody may read.

Higher apps add their parts when they load. The database repeats every wall (`cases/sql/history.sql`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q

from cases.history_labels import (
    ACCESS,
    ACCOUNT,
    CASE,
    EMERGENCY,
    INCIDENT,
    NAMED,
    PERSON,
    RESTRICTION,
    WALL,
)
from cases.models import Case
from cases.policy import sections_of
from cases.sections import Section
from cases.terms import Terms
from partners.actor import Actor
from partners.changes import Told, changes_of

Source = Callable[[Actor, Case], Iterable[Told]]
Vocabularies = Mapping[str, Mapping[str, str]]
_sources: list[Source] = []
_vocabularies: list[Callable[[UUID], Vocabularies]] = []


def add_changes(source: Source) -> None:
    """Let an app tell the history of its tables on the page of a case."""
    _sources.append(source)


def add_vocabularies(source: Callable[[UUID], Vocabularies]) -> None:
    """Let an app say what its codes mean in a partnership, whose key is handed to `source`."""
    _vocabularies.append(source)


def changes_about(actor: Actor, case: Case, number: str | None) -> "Page[Any]":
    """Return a page of what changed on the case, as far as the actor's sections allow.

    Args:
        actor: who reads.
        case: the case, from `get_case`.
        number: of the page, as it stands in the address.
    """
    told = [each for source in _sources for each in source(actor, case)]
    return changes_of(actor, told, number, _word_of(case.partnership_id))


def own_changes(actor: Actor, case: Case) -> Iterator[Told]:
    """Yield the histories of this app's tables. A section that the actor does not have is not read."""
    sections = sections_of(actor, case)
    yield CASE.told(id=case.pk)
    yield INCIDENT.told(case_id=case.pk)
    own = Q(agency_id=actor.agency_id) & (Q(user__isnull=True) | Q(user_id=actor.user_id))
    yield ACCESS.told(own | Q(granted_by_agency_id=actor.agency_id), case_id=case.pk)
    if Section.ACCOUNT in sections:
        yield ACCOUNT.told(case_id=case.pk)
    if Section.PEOPLE in sections:
        yield PERSON.told(case_id=case.pk)
    if actor.agency_id == case.lead_agency_id:
        yield NAMED.told(content_object_id=case.pk)
        yield from (part.told(case_id=case.pk) for part in (RESTRICTION, WALL, EMERGENCY))


def _word_of(partnership_id: UUID) -> Callable[[str, str], str]:
    terms = Terms.of(partnership_id).terms
    known = {name: dict(words) for source in _vocabularies for name, words in source(partnership_id).items()}

    def word_of(vocabulary: str, code: str) -> str:
        if vocabulary in known:
            return known[vocabulary].get(str(code), str(code))
        found = terms.get((vocabulary, code))
        return found[-1].label if found else code

    return word_of


def own_vocabularies(partnership_id: UUID) -> Vocabularies:
    """Return the words for codes that are not reference data."""
    return {
        "section": {section.value: section.label.partition(":")[0] for section in Section},
        "band": {band: band.capitalize() for band in ("low", "medium", "high")},
    }


add_changes(own_changes)
add_vocabularies(own_vocabularies)
