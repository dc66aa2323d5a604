"""A report sent as JSON, read into the `IncidentReport` that the form and the extract make, and checked as theirs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db import models
from rest_framework import serializers

from cases.importing import cells
from cases.models import Account, Incident, Person
from cases.models.incident import Precision, Source
from cases.models.person import Part
from cases.moments import not_before
from cases.report import LONGEST_AGE, IncidentReport, PersonReport, Problem, problems_of
from cases.terms import Terms
from partners.errors import NotPossible

Messages = dict[str, Any]
_AT_MOST: Final = 100
_WITH_OFFSET: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_AGE: Final = f"Enter an age from 0 to {LONGEST_AGE}, in whole years."
_LISTS: Final = ("strands", "perceived_religion", "flags")
_YES_OR_NO: Final[Messages] = {"invalid": "Use true or false."}
_TOO_LONG: Final = "Use {max_length:,} characters or fewer."


def beginning(text: str) -> tuple[datetime, Precision]:
    """Read when something began: as a cell of the extract, or a moment with its offset (2026-03-27T14:30Z)."""
    exact = _with_offset(text)
    return (exact, Precision.MINUTE) if exact else cells.beginning(text)


def end(text: str) -> datetime:
    """Read when something ended."""
    return _with_offset(text) or cells.end(text)


def _with_offset(text: str) -> datetime | None:
    if not _WITH_OFFSET.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotPossible("There is no such time. Use a time such as 2026-03-27T14:30.") from None


def part(text: str) -> Part:
    """Read somebody's part in the incident."""
    try:
        return Part(text)
    except ValueError:
        raise NotPossible("Use “victim”, “witness”, “subject” or “reporter”.") from None


class ReadField(serializers.Field[Any, Any, Any, Any]):
    """A text with a reader of its own, which says what is wrong with it."""

    default_error_messages = {"required": "Every report needs this.", "null": "Every report needs this."}  # noqa: RUF012

    def __init__(self, read: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read

    def to_internal_value(self, data: Any) -> Any:
        """Return what the reader makes of the text."""
        try:
            return self.read(str(data).strip())
        except NotPossible as wrong:
            raise serializers.ValidationError(str(wrong)) from None


def _text(model: type[models.Model], name: str, field: type[serializers.CharField] = serializers.CharField) -> Any:
    """Return a field as long as the model's, empty when it is not given."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    messages: Messages = {"max_length": _TOO_LONG}
    if field is serializers.EmailField:
        messages["invalid"] = "Enter an email address in the correct format, such as name@example.org."
    return field(max_length=column.max_length or 0, allow_blank=True, default="", error_messages=messages)


def _codes() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=60), default=list, max_length=_AT_MOST)


class Strict(serializers.Serializer[Any]):
    """Refuses what it does not know, so that a fact under a mistyped name is not lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        """Return what was sent, read field by field."""
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            sentence = "This is not a part of the report. Take it out or correct its name."
            raise serializers.ValidationError({name: [sentence] for name in unknown})
        return super().to_internal_value(data)


class PersonReportSerializer(Strict):
    """Somebody's part in the incident."""

    part = ReadField(part)
    is_anonymous = serializers.BooleanField(default=False, error_messages=_YES_OR_NO)
    name = _text(Person, "name")
    age = serializers.IntegerField(
        min_value=0,
        max_value=LONGEST_AGE,
        allow_null=True,
        default=None,
        error_messages={"invalid": _AGE, "min_value": _AGE, "max_value": _AGE},
    )
    sex = _text(Person, "sex")
    ethnicity = _text(Person, "ethnicity")
    phone = _text(Person, "phone")
    email = _text(Person, "email", serializers.EmailField)
    address = _text(Person, "address")
    safe_contact = _text(Person, "safe_contact")
    do_not_tell = _text(Person, "do_not_tell")
    language = _text(Person, "language")
    description = _text(Person, "description")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Keep no name of somebody who wishes to stay anonymous."""
        if attrs["is_anonymous"] and attrs["name"]:
            raise serializers.ValidationError({"name": ["Clear the name: somebody anonymous has no name here."]})
        return attrs


class ReportSerializer(Strict):
    """One report. Valid data holds `report`, and under `case` the reference that a further incident belongs to.

    The context holds `terms`, the partnership's reference data.
    """

    case = serializers.CharField(max_length=_AT_MOST, allow_blank=True, default="")
    external_reference = _text(Incident, "external_reference")
    recorded_on = ReadField(cells.day)
    occurred_from = ReadField(beginning)
    occurred_to = ReadField(end, allow_null=True, default=None)
    kind = ReadField(cells.kind)
    offence = _text(Incident, "offence")
    strands = _codes()
    perceived_religion = _codes()
    reported_by = _text(Incident, "reported_by")
    flags = _codes()
    incident_type = _text(Incident, "incident_type")
    area = _text(Incident, "area")
    premises = _text(Incident, "premises")
    outcome = _text(Incident, "outcome")
    consent = serializers.CharField(max_length=20, default="not_asked")
    pack_given = serializers.BooleanField(allow_null=True, default=None, error_messages=_YES_OR_NO)
    description = _text(Account, "description")
    place = _text(Account, "place")
    danger = _text(Account, "danger")
    harm = _text(Account, "harm")
    wanted = _text(Account, "wanted")
    share_without_consent_reason = _text(Account, "share_without_consent_reason")
    legal_gateway = _text(Account, "legal_gateway")
    people = serializers.ListField(child=PersonReportSerializer(), default=list, max_length=_AT_MOST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Make the report, and say everything that keeps it from being recorded."""
        case = attrs.pop("case")
        report = _report(attrs)
        if errors := errors_of(report, self.context["terms"]):
            raise serializers.ValidationError(errors)
        return {"case": case, "report": report}


def _report(said: dict[str, Any]) -> IncidentReport:
    start, precision = said.pop("occurred_from")
    finish = said.pop("occurred_to")
    people = tuple(PersonReport(**person) for person in said.pop("people"))
    said |= {name: tuple(dict.fromkeys(said[name])) for name in _LISTS}
    return IncidentReport(
        source=Source.INTERFACE,
        occurred_from=start,
        occurred_to=not_before(finish, start) if finish else None,
        occurred_precision=precision,
        people=people,
        **said,
    )


def errors_of(report: IncidentReport, terms: Terms) -> dict[str, Any]:
    """Return what is wrong with each field of the report, those of a person by the place in `people`."""
    common = problems_of(replace(report, people=()), terms)
    people = {
        place: errors
        for place, person in enumerate(report.people)
        if (errors := _of_person(report, person, common, terms))
    }
    return {**_by_field(common), **({"people": people} if people else {})}


def _of_person(
    report: IncidentReport, person: PersonReport, common: list[Problem], terms: Terms
) -> dict[str, list[str]]:
    found = [each for each in problems_of(replace(report, people=(person,)), terms) if each not in common]
    # The extract's columns name the part first: `victim_sex` is the field `sex` of a victim.
    return _by_field([replace(each, field=each.field.partition("_")[2]) for each in found])


def _by_field(problems: list[Problem]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem.field, []).append(problem.message)
    return errors
