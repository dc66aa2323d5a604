"""From the answers of all pages to one report."""

from collections.abc import Iterator, Mapping
from typing import Any

from cases.forms.intake.base import StepForm
from cases.forms.intake.event import WhenForm
from cases.forms.intake.people import ANONYMOUS, NOBODY, SEVERAL, UNKNOWN
from cases.models.incident import Kind
from cases.models.person import Part
from cases.report import IncidentReport, PersonReport

Forms = Mapping[str, StepForm]
_PACK = {"yes": True, "no": False}


def report_of(forms: Forms) -> IncidentReport:
    """Return the report that the answers make.

    Args:
        forms: the form of every page that was asked, by its key; all of them are valid.
    """
    when = forms["when"]
    assert isinstance(when, WhenForm)
    said = {name: value for form in forms.values() for name, value in form.cleaned_data.items()}
    return IncidentReport(
        recorded_on=said["recorded_on"],
        occurred_from=said["from"],
        occurred_to=said.get("to"),
        occurred_precision=when.precision,
        kind=Kind(said["kind"]),
        offence=said["offence"] or said["offence_words"],
        strands=tuple(said["strands"]),
        perceived_religion=tuple(said.get("perceived_religion", ())),
        reported_by=said["reported_by"],
        flags=tuple(said["flags"]),
        incident_type=said["incident_type"],
        area=said.get("area", ""),
        premises=said["premises"],
        consent=said["consent"],
        pack_given=_PACK.get(said["pack_given"]),
        description=said["description"],
        place=said["place"],
        danger=said["danger"],
        harm=said["harm"],
        wanted=said["wanted"],
        share_without_consent_reason=said["share_without_consent_reason"],
        legal_gateway=said["legal_gateway"],
        people=(*_victims(forms, said), *_subject(said), *_reporter(said)),
    )


def _victims(forms: Forms, said: Mapping[str, Any]) -> Iterator[PersonReport]:
    if said["victim"] == NOBODY:
        return
    yield PersonReport(
        part=Part.VICTIM,
        is_anonymous=said["victim"] == ANONYMOUS,
        name=said["name"],
        age=said["age"],
        sex=said["sex"],
        ethnicity=said["ethnicity"],
        phone=said["phone"],
        email=said["email"],
        address=said["address"],
        safe_contact=_safe_contact(forms["contact"]),
        do_not_tell=said["do_not_tell"],
        language=said["language"],
    )
    if said["victim"] == SEVERAL:
        names = (line.strip() for line in said["others"].splitlines())
        yield from (PersonReport(part=Part.VICTIM, name=name) for name in names if name)


def _safe_contact(contact: StepForm) -> str:
    """Return the ways of contact in words, and below them what to take care of."""
    shown = contact.shown()
    methods = next((answer for question, answer in shown if question == "Safe ways"), "")
    return "\n".join(filter(None, [", ".join(methods.splitlines()), contact.cleaned_data["safe_contact"]]))


def _subject(said: Mapping[str, Any]) -> Iterator[PersonReport]:
    facts = (said["subject_age"], said["subject_sex"], said["subject_ethnicity"])
    if said["subject"] != UNKNOWN or any(fact not in (None, "") for fact in facts):
        age, sex, ethnicity = facts
        yield PersonReport(
            part=Part.SUBJECT,
            name=said["subject_name"],
            description=said["subject_description"],
            age=age,
            sex=sex,
            ethnicity=ethnicity,
        )


def _reporter(said: Mapping[str, Any]) -> Iterator[PersonReport]:
    name, phone, email = said["reporter_name"], said["reporter_phone"], said["reporter_email"]
    if name or phone or email:
        yield PersonReport(part=Part.REPORTER, name=name, phone=phone, email=email)
