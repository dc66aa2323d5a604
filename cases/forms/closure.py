"""Telling the victim, and closing a case."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.closure import check_day_told
from cases.models import Case
from cases.models.case import NotTold
from cases.terms import Choices
from partners.errors import NotPossible


class ToldForm(forms.Form):
    """Whether the victim was told what happened, and when."""

    told = forms.ChoiceField(
        label="Was the victim told what happened?",
        choices=[("yes", "Yes"), *NotTold.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the victim was told"},
    )
    day = forms.DateField(label="If yes, on which day?", required=False)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_day(self) -> date | None:
        """Ask for the day when the victim was told, and refuse one that cannot be right."""
        day: date | None = self.cleaned_data["day"]
        if self.cleaned_data.get("told") != "yes":
            return None
        if day is None:
            raise forms.ValidationError("Enter the day on which the victim was told")
        try:
            check_day_told(self.case, day)
        except NotPossible as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return day

    @property
    def not_told(self) -> NotTold | None:
        """Why the victim was not told; nothing when the victim was."""
        told = self.cleaned_data["told"]
        return None if told == "yes" else NotTold(told)


class CloseForm(forms.Form):
    """With what outcome the case is closed."""

    outcome = forms.ChoiceField(
        label="What was the outcome?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the outcome"},
    )

    def __init__(self, outcomes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        if isinstance(field, forms.ChoiceField):
            field.choices = outcomes
