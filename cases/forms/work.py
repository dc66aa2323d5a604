"""Single-agency work: its policy and review, its actions, and what became of them."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.work import check_plan
from cases.models.work import TaskOutcome
from cases.rules_work import check_day_ahead
from cases.terms import Choices
from partners.errors import reason_against


class PlanForm(forms.Form):
    """Under which policy the agency works, and when it looks again."""

    review_found = forms.CharField(
        label="What did the review find?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Say what the review found"},
    )
    policy = forms.CharField(
        label="Which policy of your agency do you work under?",
        help_text="Its name, such as: Tenancy and neighbour disputes, 2026.",
        max_length=200,
        error_messages={"required": "Name the policy of your agency"},
    )
    review_on = forms.DateField(
        label="When do you look at the work again?", error_messages={"required": "Enter the day of the review"}
    )

    def __init__(self, today: date, *args: Any, is_review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.is_review = today, is_review
        if not is_review:
            del self.fields["review_found"]

    def clean(self) -> dict[str, Any]:
        """Say with the rules' own sentences what is missing."""
        data = self.cleaned_data
        if "review_on" in data and (
            sentence := reason_against(check_day_ahead, data["review_on"], self.today, what="The review")
        ):
            self.add_error("review_on", sentence)
        if "policy" in data and (sentence := reason_against(check_plan, data["policy"], "", is_review=False)):
            self.add_error("policy", sentence)
        return data


class TaskForm(forms.Form):
    """Who does what by when."""

    task = forms.CharField(
        label="What is to be done?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        error_messages={"required": "Say what is to be done"},
    )
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = forms.DateField(label="By when?", error_messages={"required": "Enter the day by which it is done"})

    def __init__(self, owners: Choices, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose a person"), *owners]

    def clean_due_on(self) -> date:
        """Refuse a day that has gone."""
        day: date = self.cleaned_data["due_on"]
        if sentence := reason_against(check_day_ahead, day, self.today, what="The day by which it is done"):
            raise forms.ValidationError(sentence)
        return day


class TaskAnswerForm(forms.Form):
    """What became of an action."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        widget=forms.RadioSelect,
        choices=TaskOutcome.choices,
        error_messages={"required": "Choose whether the action is done or not possible"},
    )
    note = forms.CharField(
        label="What was done, or why is it not possible?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Say what was done, or why it is not possible"},
    )
