"""How a row of the declaration in `access_matrix.py` is written: what opens an address, and what it answers to whom."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from cases.models import (
    Case,
    Consultation,
    Document,
    InstrumentVersion,
    Person,
    Transfer,
    TransferPaper,
)
from cases.sections import Section
from conferences.models import (
    Action,
    AgendaReferral,
    Conference,
    Correction,
    Item,
    Minutes,
    MinutesPart,
    Recusal,
    Repeat,
    ResearchReturn,
    Statement,
)
from partners.models import Membership
from partners.roles import Permission
from referrals.models import Referral

P = Permission
OPEN = None
_NOT_BY_SECTIONS = {
    *(Action, AgendaReferral, Conference, Consultation, Correction, Item, Minutes, MinutesPart, Recusal, Referral),
    *(Transfer, TransferPaper),
    *(Repeat, ResearchReturn, Statement),
}
"""What an agency is given apart from the sections of the case."""
ASHBRIDGE = ("alice", "bob", "charlie", "dana", "erin", "frank", "grace", "heidi", "ivan")
Outcome = tuple[int, int]
Record = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What one address answers. `never` marks the methods that it refuses to everybody, before asking who they are.

    `signed_out` is what an address without a way to sign in says to nobody, whatever the method. `section` is the part
    of the case that the record stands in: an agency without it does not find the record.
    """

    needs: tuple[Permission, ...] | None
    outcomes: dict[str, Outcome]
    table: type[models.Model] = Case
    record: Record | None = None
    fixed: dict[str, Any] = field(default_factory=dict)
    but: dict[str, dict[str, Outcome]] = field(default_factory=dict)
    signed_out: int | None = None
    section: Section | None = None

    @property
    def of_case(self) -> bool:
        """Whether what is asked for stands in one case, so that the case's sections decide."""
        return self.hangs_on_a_case and self.table not in _NOT_BY_SECTIONS

    @property
    def hangs_on_a_case(self) -> bool:
        """Whether what is asked for is about a case, and closed to whom the case is closed."""
        keys = [field for field in self.table._meta.fields if field.name == "case"]
        loose = {Case, Conference, Correction, Minutes, MinutesPart, Statement}
        return self.table in loose or any(not key.null for key in keys)

    @property
    def hangs_on_an_item(self) -> bool:
        """Whether what is asked for is gone for whoever has stepped out of its item."""
        return self.table in {Action, Conference, Correction, Item, Recusal, ResearchReturn, Statement}

    @property
    def never(self) -> tuple[bool, bool]:
        get, post = zip(*self.outcomes.values(), strict=True)
        return set(get) == {405}, set(post) == {405}


def page(*needs: Permission, get: int = 200, post: int = 405, **kwargs: Any) -> Row:
    """An address without a record."""
    return Row(needs, {"any": (get, post)}, **kwargs)


def of(
    table: type[models.Model], record: Record, *needs: Permission, own: Outcome, shared: Outcome, **kwargs: Any
) -> Row:
    """An address of a record; a hidden one is not found, whatever is asked of it."""
    other = tuple(405 if {own[place], shared[place]} == {405} else 404 for place in (0, 1))
    outcomes = {"own": own, "shared": shared, "other": (other[0], other[1])}
    return Row(needs, outcomes, table=table, record=record, **kwargs)


def common(table: type[models.Model], record: Record, *needs: Permission, gives: Outcome, **kwargs: Any) -> Row:
    """An address of something that belongs to a partnership as a whole: hidden only from other partnerships."""
    everybody = {name: {"other": gives} for name in ASHBRIDGE}
    return of(table, record, *needs, own=gives, shared=gives, but=everybody, **kwargs)


def case(*needs: Permission, own: Outcome, shared: Outcome, **kwargs: Any) -> Row:
    """An address of a case."""
    return of(Case, lambda row: {"reference": row.reference}, *needs, own=own, shared=shared, **kwargs)


def by(name: str) -> Record:
    """Name a record by its key."""
    return lambda row: {name: row.pk}


def document(row: Document) -> dict[str, Any]:
    """Name a document within its case."""
    return {"reference": row.case.reference, "document_id": row.pk}


def subject(row: Person) -> dict[str, Any]:
    """Name a subject within the case."""
    return {"reference": row.incident.case.reference, "person_id": row.pk}


def instrument(row: InstrumentVersion) -> dict[str, Any]:
    """Name a version of a risk instrument by what it says."""
    return {"fingerprint": row.fingerprint}


def by_user(membership: Membership) -> dict[str, Any]:
    """Name the person who has a role."""
    return {"user_id": membership.user_id}


PAGE, FORM, LATER, LEADS_ON, DONE = (200, 405), (200, 200), (302, 302), (302, 405), (405, 302)
READ_ONLY = (200, 403)
REFUSED, GONE = (403, 403), (404, 404)
READ, NOT_READ = (200, 403), (403, 405)
KEY = by("key")
NOT_MINE = {name: {"own": GONE} for name in ("dana", "erin", "frank", "grace", "heidi", "karim", "lena")}
"""What is a person's own is not her colleagues'."""
LED_AWAY = {"nobody": {"any": (302, 302)}}
"""Who has not signed in is led to do so."""
NOT_THE_CHAIR = {"heidi": {"own": REFUSED}}
"""Alice chairs; Dana may run any conference of the agency; Heidi may read it."""

READS = {"heidi": {"own": (200, 403)}}
"""The same, of what others than the chair may read."""

NOBODYS = "00000000-0000-4000-8000-000000000000"
"""The key of nothing."""
