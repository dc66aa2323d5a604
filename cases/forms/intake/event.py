"""When, where, what happened, and whether it is a crime."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.intake.base import NOT_SAID, StepForm, long_answer, short_answer
from cases.models.incident import Kind, Precision
from cases.moments import LAST_MINUTE, in_london, not_before
from cases.report import LONGEST_DESCRIPTION, LONGEST_OFFENCE
from cases.terms import choices, grouped_choices
from partners.errors import NotPossible

_LONG_LIST = 12


class WhenForm(StepForm):
    """When it happened: a day, a time if it is known, or between two times."""

    heading = "When did it happen?"
    occurred_on = forms.DateField(
        label="Day, or the first day it can have been",
        error_messages={"required": "Enter the day it happened, even if you only know it roughly"},
    )
    occurred_at = forms.TimeField(label="Time (optional)", required=False)
    until_on = forms.DateField(
        label="Last day it can have been (optional)",
        help_text="Only if it went on, or is known only to lie between two times",
        required=False,
    )
    until_at = forms.TimeField(label="Last time it can have been (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        """Turn days and times into moments, which the clocks may not show."""
        data = self.cleaned_data
        if "occurred_on" in data and "occurred_at" in data:
            data["from"] = self._moment("occurred_at", data["occurred_on"], data["occurred_at"], time.min)
            if data["occurred_on"] > timezone.localdate():
                self.add_error("occurred_on", "Enter a day that has come. It cannot have happened in the future")
        if {"until_on", "until_at"} <= data.keys() and data.get("from"):
            self._clean_until(data)
        return data

    def _clean_until(self, data: dict[str, Any]) -> None:
        day, clock = data["until_on"], data["until_at"]
        if day is None and clock is None:
            return
        until = self._moment("until_at", day or data["occurred_on"], clock, LAST_MINUTE)
        if until is None:
            return
        data["to"] = not_before(until, data["from"])
        if data["to"] < data["from"]:
            self.add_error("until_on" if day else "until_at", "The last time cannot come before the first")

    def _moment(self, name: str, day: date, clock: time | None, otherwise: time) -> datetime | None:
        try:
            return in_london(day, clock or otherwise)
        except NotPossible as refusal:
            self.add_error(name, str(refusal))
            return None

    @property
    def precision(self) -> Precision:
        """Whether the time of day is known."""
        return Precision.MINUTE if self.cleaned_data.get("occurred_at") else Precision.DAY


class WhereForm(StepForm):
    """Where it happened: an area for the figures, a sort of place, and the exact place for the file."""

    heading = "Where did it happen?"
    area = forms.ChoiceField(label="Area (optional)", required=False, widget=forms.Select)
    premises = forms.ChoiceField(label="What sort of place (optional)", required=False, widget=forms.RadioSelect)
    place = short_answer(
        "Where exactly",
        longest=300,
        hint="Address, postcode, bus line, or the name of the site or app if it was online",
    )

    def offer(self) -> None:
        """Offer the partnership's own areas; none are asked for where there are none."""
        areas = choices("area", self.actor, self.day)
        if not areas:
            del self.fields["area"]
        else:
            self.let_choose("area", [NOT_SAID, *areas])
        self.let_choose("premises", choices("premises", self.actor, self.day))


class WhatForm(StepForm):
    """What happened, in the words of whoever reports it."""

    heading = "What happened?"
    description = long_answer(
        "In the words of the person who reported it",
        longest=LONGEST_DESCRIPTION,
        rows=10,
        hint="Write down what was said and done, also words that hurt: they show why it happened.",
        required="Enter what happened, even if it is only one sentence",
    )


class KindForm(StepForm):
    """Crime or incident, the offence, and what sort of incident it was."""

    heading = "Is it a crime?"
    introduction = (
        "It is a hate incident if the person targeted, or anybody else, thinks it was motivated by hostility or "
        "prejudice. You need no evidence to record it."
    )
    kind = forms.ChoiceField(
        label="Crime or incident?",
        widget=forms.RadioSelect,
        choices=[
            (Kind.CRIME.value, "Crime\nAn offence has been, or is thought to have been, committed"),
            (Kind.INCIDENT.value, "Incident\nNo offence, as far as you know"),
        ],
        error_messages={"required": "Choose whether it is a crime or an incident"},
    )
    offence = forms.ChoiceField(label="Offence, if it is a crime", required=False)
    offence_words = short_answer("Or the offence in your own words, if it is not in the list", longest=LONGEST_OFFENCE)
    incident_type = forms.ChoiceField(label="What sort of incident was it? (optional)", required=False)

    def offer(self) -> None:
        """Offer offences by their groups, and the sorts of incident."""
        self.let_choose("offence", [("", "Choose an offence"), *grouped_choices("offence", self.actor, self.day)])
        self.let_choose("incident_type", [NOT_SAID, *choices("incident_type", self.actor, self.day)])

    def clean(self) -> dict[str, Any]:
        """A crime needs an offence, once."""
        data = self.cleaned_data
        is_crime = data.get("kind") == Kind.CRIME
        listed, own = data.get("offence"), data.get("offence_words")
        if is_crime and not listed and not own and "offence" in data:
            self.add_error("offence", "Choose the offence, or enter it in your own words")
        if listed and own:
            self.add_error("offence_words", "Clear this box, or choose no offence in the list")
        if data.get("kind") == Kind.INCIDENT and (listed or own):
            self.add_error("kind", "Choose “Crime”, or take the offence away: an incident has no offence")
        return data
