"""Why the person was targeted, and who told us. Why is not the same question as who they are (domain 3)."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.intake.base import StepForm, short_answer
from cases.terms import choices

_NOBODY = "anonymous"
_NOT_RECORDED = "not_recorded"
_RELIGION = "religion"
_THEMSELVES = "victim"


class StrandsForm(StepForm):
    """The monitored strands, any number of them, and the markers beside them."""

    heading = "Why was the person targeted?"
    introduction = "What the person, or anybody else, thinks it was about. Choose all that apply."
    strands = forms.MultipleChoiceField(
        label="Hostility or prejudice towards",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one, or “Not recorded”"},
    )
    flags = forms.MultipleChoiceField(
        label="Does any of these apply? (optional)", widget=forms.CheckboxSelectMultiple, required=False
    )

    def offer(self) -> None:
        """Offer the strands of the partnership's nation and its own."""
        self.let_choose("strands", choices("strand", self.actor, self.day))
        self.let_choose("flags", choices("flag", self.actor, self.day))

    def clean_strands(self) -> list[str]:
        """Refuse “not recorded” beside a strand."""
        strands: list[str] = self.cleaned_data["strands"]
        if _NOT_RECORDED in strands and len(strands) > 1:
            raise forms.ValidationError("Choose what it was about, or “Not recorded”, but not both")
        return strands


class ReligionForm(StepForm):
    """Which religion the person was thought to have: asked only where religion or belief was a reason."""

    heading = "Which religion was the person thought to have?"
    introduction = "What the abuser took them for, which may not be what they are."
    perceived_religion = forms.MultipleChoiceField(
        label="Choose all that apply (optional)", widget=forms.CheckboxSelectMultiple, required=False
    )

    def offer(self) -> None:
        """Offer the list of religions."""
        self.let_choose("perceived_religion", choices("perceived_religion", self.actor, self.day))

    @staticmethod
    def applies(strands: list[str]) -> bool:
        """Say whether the question is asked."""
        return _RELIGION in strands


class ReporterForm(StepForm):
    """Who made it known to the agency, and on which day."""

    heading = "Who reported it?"
    reported_by = forms.ChoiceField(
        label="Reported by",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who reported it"},
    )
    recorded_on = forms.DateField(
        label="Day it was reported to your agency",
        error_messages={"required": "Enter the day it was reported to your agency"},
    )
    reporter_name = short_answer("Name, if it was not the person targeted", longest=160)
    reporter_phone = short_answer("Telephone", longest=40, width="govuk-input--width-20")
    reporter_email = forms.EmailField(
        label="Email (optional)",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def offer(self) -> None:
        """Offer the reporters; the day is today unless somebody says otherwise."""
        self.let_choose("reported_by", choices("reported_by", self.actor, self.day))
        self.initial.setdefault("recorded_on", self.day)

    def clean_recorded_on(self) -> Any:
        """Refuse a day that has not come."""
        if self.cleaned_data["recorded_on"] > timezone.localdate():
            raise forms.ValidationError("Enter a day that has come")
        return self.cleaned_data["recorded_on"]

    def clean(self) -> dict[str, Any]:
        """Keep no name of somebody who stayed anonymous, and ask for the victim's only once."""
        data = self.cleaned_data
        given = any(data.get(name) for name in ("reporter_name", "reporter_phone", "reporter_email"))
        if given and data.get("reported_by") == _NOBODY:
            self.add_error("reporter_name", "Clear the name, telephone and email, or change who reported it")
        if given and data.get("reported_by") == _THEMSELVES:
            self.add_error("reporter_name", "Enter this on the next page, which asks about the person targeted")
        return data
