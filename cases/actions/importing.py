"""Recording the incidents of a file that a partner's system handed over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.urls import reverse

from audit import log
from cases.actions.intake import FILE_NOTICE, tell_at_once, write
from cases.importing.outcome import FileError, Outcome
from cases.importing.rows import Row, header_errors, read_header, read_rows
from cases.models import Incident, Term
from cases.rules import check_may_import
from cases.terms import Terms
from partners.actor import Actor
from partners.models import Partnership

_CHUNK = 500
_ONCE = "incident_external_reference_once"


@dataclass(slots=True)
class _Check:
    """What the first reading of the file found: nothing is written before the whole file has been read."""

    header: list[FileError]
    rows: int = 0
    errors: list[FileError] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)


@transaction.atomic
def import_file(*, actor: Actor, file: BinaryIO, create_areas: bool = False, valid_rows: bool = False) -> Outcome:
    """Record each row as an incident with a case of its own. The same file twice adds nothing.

    Args:
        actor: a caseworker, or a command; the actor's agency leads the cases.
        file: an incident extract, version 1, opened for reading bytes and able to go back to its beginning.
        create_areas: an area that nobody knows becomes one of the partnership's areas.
        valid_rows: in a file with errors, record the rows that have none.

    Raises:
        NotPermitted: the actor may not import.
        UnreadableFile: the file cannot be read as a whole.
    """
    check_may_import(actor)
    terms = Terms.of(actor.partnership_id)
    check = _check(file, terms, create_areas=create_areas)
    refused = check.header or (check.errors and not valid_rows)
    errors = [*check.header, *check.errors]
    if refused:
        outcome = Outcome(check.rows, 0, 0, errors, [])
    else:
        areas = _create_areas(actor, check.areas)
        added, present = _record(actor, file, create_areas=create_areas)
        outcome = Outcome(check.rows, added, present, errors, areas)
    _log_and_tell(actor, outcome)
    return outcome


def _check(file: BinaryIO, terms: Terms, *, create_areas: bool) -> _Check:
    check = _Check(header=header_errors(read_header(file)))
    for row in read_rows(file, terms, create_areas=create_areas):
        check.rows += 1
        check.errors += row.errors
        area = row.report.area
        if not row.errors and area and terms.may_be_created("area", area):
            check.areas.add(area)
    return check


def _create_areas(actor: Actor, codes: Iterable[str]) -> list[str]:
    """Make the areas; one that another import is just making is left to it."""
    created = sorted(codes)
    seat = {"partnership_id": actor.partnership_id, "vocabulary": "area"}
    Term.objects.bulk_create([Term(code=code, label=_label(code), **seat) for code in created], ignore_conflicts=True)
    for code in created:
        log.record(actor, "term.create", subject=f"area:{code}"[:60])
    return created


def _label(code: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in code.split("_") if word) or code


def _record(actor: Actor, file: BinaryIO, *, create_areas: bool) -> tuple[int, int]:
    """Record the rows without errors; return how many were added and how many were there before."""
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    terms = Terms.of(partnership.pk)
    added = present = 0
    valid = (row for row in read_rows(file, terms, create_areas=create_areas) if not row.errors)
    for rows in _chunks(valid):
        known = _known(actor, rows)
        for row in rows:
            is_new = row.report.external_reference not in known and _write(actor, row, partnership, terms)
            added += is_new
            present += not is_new
    return added, present


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _known(actor: Actor, rows: Iterable[Row]) -> set[str]:
    references = [row.report.external_reference for row in rows]
    found = Incident.objects.filter(agency_id=actor.agency, external_reference__in=references)
    return set(found.values_list("external_reference", flat=True))


def _write(actor: Actor, row: Row, partnership: Partnership, terms: Terms) -> bool:
    """Record one row; say no when the database knows its number, from a case out of sight or from another import."""
    try:
        write(actor=actor, report=row.report, partnership=partnership, terms=terms)
    except IntegrityError as error:
        if _ONCE not in str(error):
            raise
        return False
    return True


def _log_and_tell(actor: Actor, outcome: Outcome) -> None:
    facts: dict[str, str | int | bool | None] = {
        "rows": outcome.rows,
        "added": outcome.added,
        "already_present": outcome.already_present,
        "errors": len(outcome.errors),
    }
    log.record(actor, "incident.import", facts=facts)
    if outcome.added:
        tell_at_once(
            actor,
            agencies={actor.agency},
            kind=FILE_NOTICE,
            subject=f"{outcome.added} incident{'' if outcome.added == 1 else 's'}",
            path=reverse("case_list"),
        )
