"""Attendance: one form for each person who is expected, was recorded, or is added by name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms

from conferences.actions.attendance import Attendee
from conferences.minutes_items import Content
from conferences.models import Attendance, Conference
from conferences.models.attendance import Presence
from conferences.queries import Expected, agencies_at, expected_at

NEW_ROWS = 1
"""How many people can be added by name at a time; "Save and add more people" offers the next."""

MOST_ROWS = 100
"""More people than any conference has; without a limit a forged number would have two thousand forms drawn."""

NOT_THERE = ("", "Not recorded")
Row = dict[str, Any]


class PersonForm(forms.Form):
    """One person. A known person's name and agency are shown, not asked, and travel with the form.

    They travel because the list may be longer when the form comes back: what was ticked belongs to the person who was
    shown, not to whoever now stands in the same place.
    """

    known = forms.BooleanField(required=False, widget=forms.HiddenInput)
    attendance = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=120, required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    presence = forms.ChoiceField(
        label="At the meeting",
        choices=[*Presence.choices, NOT_THERE],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
        required=False,
    )
    confirmed = forms.BooleanField(label="Confirms confidentiality", required=False)
    sent = forms.BooleanField(label="Sent apologies, and information in their place", required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["agency"]).choices = [("", "Choose an agency"), *agencies]
        self.agency_name = dict(agencies).get(str(self["agency"].value() or ""), "")
        if self.is_known:
            self.fields["name"].widget = forms.HiddenInput()
            self.fields["agency"].widget = forms.HiddenInput()

    @property
    def is_known(self) -> bool:
        """Whether the person was expected or recorded before."""
        return str(self["known"].value()) == "True"

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        name, presence = facts.get("name"), facts.get("presence")
        if not name and (presence or facts.get("confirmed")):
            self.add_error("name", "Enter the name of the person")
        elif name:
            self._check_person(name, presence, facts)
        return facts

    def _check_person(self, name: str, presence: str | None, facts: dict[str, Any]) -> None:
        if not facts.get("agency") and "agency" not in self.errors:
            self.add_error("agency", f"Choose the agency of {name}")
        if presence == "" and (facts.get("confirmed") or not self.is_known):
            self.add_error("presence", f"Choose whether {name} is present, an observer, or sent apologies")
        if presence == Presence.APOLOGIES and facts.get("confirmed"):
            self.add_error("confirmed", f"{name} is not here, so cannot confirm confidentiality. Untick the box")
        if presence != Presence.APOLOGIES and facts.get("sent"):
            self.add_error("sent", f"Untick this box, or choose that {name} sent apologies")

    def attendee(self) -> Attendee | None:
        """Return the person, or nothing when nothing was recorded; ask only a valid form."""
        facts = self.cleaned_data
        if not facts.get("presence"):
            return None
        return Attendee(
            agency_id=UUID(facts["agency"]),
            name=facts["name"],
            presence=Presence(facts["presence"]),
            is_confirmed=facts["confirmed"],
            has_sent_information=facts["sent"],
        )

    def removed(self) -> UUID | None:
        """Return the attendance that was set back to "not recorded"; ask only a valid form."""
        facts = self.cleaned_data
        return None if facts.get("presence") else facts.get("attendance")


PersonForms = forms.formset_factory(PersonForm, extra=NEW_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def person_forms(conference: Conference, data: Any = None) -> "forms.BaseFormSet[PersonForm]":
    """Return the forms of a conference: those recorded, those expected, and empty ones to add people."""
    given = {"agencies": [(str(agency.pk), agency.name) for agency in agencies_at(conference)]}
    rows = None if data else list(_rows(conference))
    return PersonForms(data, initial=rows, prefix="people", form_kwargs=given)


def amended_forms(conference: Conference, head: Content, data: Any = None) -> "forms.BaseFormSet[PersonForm]":
    """Return the forms of everybody whom final minutes name, and an empty one to add somebody.

    Args:
        conference: the conference.
        head: what stands before the items of the whole minutes.
        data: what was sent, if anything.
    """
    agencies = agencies_at(conference)
    given = {"agencies": [(str(agency.pk), agency.name) for agency in agencies]}
    keys = {agency.name: str(agency.pk) for agency in agencies}
    rows = [_minuted(person, presence, keys) for presence in Presence for person in head[presence.value]]
    return PersonForms(data, initial=None if data else rows, prefix="people", form_kwargs=given)


def _minuted(person: Content, presence: Presence, keys: Mapping[str, str]) -> Row:
    return {
        "known": True,
        "name": person["name"],
        "agency": keys.get(person["agency"], ""),
        "presence": presence,
        "confirmed": person["confirmed_at"] is not None,
        "sent": person.get("sent_information", False),
    }


def attendees(people: Iterable[PersonForm]) -> list[Attendee]:
    """Return everyone who was recorded."""
    return [attendee for form in people if (attendee := form.attendee())]


def removals(people: Iterable[PersonForm]) -> list[UUID]:
    """Return the recorded attendances that are to go."""
    return [attendance for form in people if (attendance := form.removed())]


def _rows(conference: Conference) -> Iterator[Row]:
    recorded = list(conference.attendances.order_by("recorded_at", "pk"))
    seen = {_key(attendance.agency_id, attendance.name) for attendance in recorded}
    for attendance in recorded:
        yield _recorded(attendance)
    for person in expected_at(conference):
        if _key(person.agency_id, person.name) not in seen:
            yield _expected(person)


def _key(agency_id: UUID, name: str) -> tuple[UUID, str]:
    return agency_id, name.casefold()


def _recorded(attendance: Attendance) -> Row:
    return {
        "known": True,
        "attendance": attendance.pk,
        "name": attendance.name,
        "agency": str(attendance.agency_id),
        "presence": attendance.presence,
        "confirmed": attendance.confidentiality_confirmed_at is not None,
        "sent": attendance.sent_information,
    }


def _expected(person: Expected) -> Row:
    return {"known": True, "name": person.name, "agency": str(person.agency_id), "presence": ""}
