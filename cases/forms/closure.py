"""Telling the victim, and closing a case."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.closure import check_day_told
from cases.models import Case
from cases.terms import Choices
from partners.errors import NotPossible


class ToldForm(forms.Form):
    """On which day the victim was told what happened."""

    day = forms.DateField(
        label="When was the victim told what happened?",
        error_messages={"required": "Enter the day on which the victim was told"},
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_day(self) -> date:
        """Refuse a day that cannot be right."""
        day: date = self.cleaned_data["day"]
        try:
            check_day_told(self.case, day)
        except NotPossible as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return day


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
