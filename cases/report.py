"""An incident as it is reported, before it is recorded: what the form, a file and later an interface all hand over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone

from cases.models.incident import Kind, Precision, Source
from cases.models.person import Part
from cases.terms import Terms

LONGEST_AGE = 120
LONGEST_DESCRIPTION = 10_000
LONGEST_OFFENCE = 160
LONGEST_REFERENCE = 60
EARLIEST = date(1900, 1, 1)
"""An earlier day is a slip of the pen: nobody who could report it is alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReport:
    """Somebody's part in an incident. What is not known stays empty."""

    part: Part
    is_anonymous: bool = False
    name: str = ""
    age: int | None = None
    sex: str = ""
    ethnicity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    safe_contact: str = ""
    do_not_tell: str = ""
    language: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """The answers of one Reporting Form (domain 3).

    Codes are those of `cases.models.Term`; what is not known stays empty.

    Attributes:
        recorded_on: the day on which the agency was told; a date in Europe/London.
        occurred_from: when it happened, or the earliest it can have.
        occurred_to: the latest it can have happened.
        offence: a code of the offence list, or the partner's own words.
        pack_given: whether the signposting pack was given; empty when nobody said.
    """

    recorded_on: date
    occurred_from: datetime
    occurred_to: datetime | None = None
    occurred_precision: Precision = Precision.MINUTE
    kind: Kind
    offence: str = ""
    strands: tuple[str, ...]
    perceived_religion: tuple[str, ...] = ()
    reported_by: str
    flags: tuple[str, ...] = ()
    incident_type: str = ""
    area: str = ""
    premises: str = ""
    outcome: str = ""
    consent: str = "not_asked"
    pack_given: bool | None = None
    external_reference: str = ""
    source: Source = Source.FORM
    description: str = ""
    place: str = ""
    danger: str = ""
    harm: str = ""
    wanted: str = ""
    share_without_consent_reason: str = ""
    legal_gateway: str = ""
    people: tuple[PersonReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a report cannot be recorded as it stands: in which answer, with which value, and what to do."""

    field: str
    value: str
    message: str


def problems_of(report: IncidentReport, terms: Terms) -> list[Problem]:
    """Return everything that keeps `report` from being recorded; nothing when it may be."""
    return [*_times(report), *_offence(report), *_codes(report, terms), *_sharing(report), *_people(report, terms)]


def _times(report: IncidentReport) -> Iterator[Problem]:
    today, day = timezone.localdate(), timezone.localtime(report.occurred_from).date()
    if report.recorded_on > today:
        yield Problem("recorded_on", report.recorded_on.isoformat(), "This day has not come yet.")
    if day > min(report.recorded_on, today):
        yield Problem("occurred_from", day.isoformat(), "It cannot have happened after the day it was recorded.")
    for field, given in (("recorded_on", report.recorded_on), ("occurred_from", day)):
        if given < EARLIEST:
            yield Problem(field, given.isoformat(), "This day is too long ago. Check the year.")
    # Compared in UTC: two times on the same clocks compare as the clocks show them, also in the hour that came twice.
    if report.occurred_to and report.occurred_to.astimezone(UTC) < report.occurred_from.astimezone(UTC):
        value = timezone.localtime(report.occurred_to).strftime("%Y-%m-%dT%H:%M")
        yield Problem("occurred_to", value, "The end cannot come before the beginning.")


def _offence(report: IncidentReport) -> Iterator[Problem]:
    if report.kind == Kind.CRIME and not report.offence:
        yield Problem("offence", "", "A crime needs an offence: a code of the offence list, or your own words.")
    if len(report.offence) > LONGEST_OFFENCE:
        yield Problem("offence", report.offence, f"Use {LONGEST_OFFENCE} characters or fewer.")


def _codes(report: IncidentReport, terms: Terms) -> Iterator[Problem]:
    day = report.recorded_on
    if not report.strands:
        yield Problem("strands", "", "Name at least one strand, or “not_recorded”.")
    if not report.reported_by:
        yield Problem("reported_by", "", "Say who reported it, or “not_recorded”.")
    lists = (
        ("strands", "strand", report.strands),
        ("perceived_religion", "perceived_religion", report.perceived_religion),
        ("reported_by", "reported_by", (report.reported_by,)),
        ("flags", "flag", report.flags),
        ("incident_type", "incident_type", (report.incident_type,)),
        ("area", "area", (report.area,)),
        ("premises", "premises", (report.premises,)),
        ("outcome", "outcome", (report.outcome,)),
        ("consent", "consent", (report.consent,)),
        ("legal_gateway", "legal_gateway", (report.legal_gateway,)),
    )
    for field, vocabulary, codes in lists:
        for code in codes:
            yield from _code(field, vocabulary, code, day, terms)


def _code(field: str, vocabulary: str, code: str, day: date, terms: Terms) -> Iterator[Problem]:
    if code and not terms.has(vocabulary, code, day):
        shown = code if len(code) <= LONGEST_REFERENCE else f"{code[:LONGEST_REFERENCE]}…"
        yield Problem(field, code, f"“{shown}” is not a known code. {_known(vocabulary, day, terms)}")


def _known(vocabulary: str, day: date, terms: Terms) -> str:
    codes = terms.codes(vocabulary, day)
    return f"Use one of: {', '.join(codes)}." if codes else "The partnership has none yet."


def _sharing(report: IncidentReport) -> Iterator[Problem]:
    if bool(report.legal_gateway) != bool(report.share_without_consent_reason):
        yield Problem(
            "share_without_consent_reason",
            report.legal_gateway,
            "Sharing without consent needs both a legal gateway and a reason.",
        )


def _people(report: IncidentReport, terms: Terms) -> Iterator[Problem]:
    for person in report.people:
        prefix = _PREFIXES[person.part]
        if person.age is not None and not 0 <= person.age <= LONGEST_AGE:
            yield Problem(f"{prefix}_age", str(person.age), f"Enter an age from 0 to {LONGEST_AGE}, in whole years.")
        yield from _code(f"{prefix}_sex", "sex", person.sex, report.recorded_on, terms)
        yield from _code(f"{prefix}_ethnicity", "ethnicity", person.ethnicity, report.recorded_on, terms)


_PREFIXES = {
    Part.VICTIM: "victim",
    Part.WITNESS: "witness",
    Part.SUBJECT: "suspect",
    Part.REPORTER: "reporter",
}
"""How a column of the incident extract names the part; the extract says "suspect" for the subject."""
