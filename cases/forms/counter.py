"""What is asked about a counter-allegation."""

from typing import Any

from django import forms

from cases.actions.counter import other_case
from cases.models import Case
from cases.models.counter import Judgement
from cases.references import EXAMPLE
from cases.terms import Choices
from partners.actor import Actor
from partners.errors import reason_against


class CounterForm(forms.Form):
    """To which case this one is a counter-allegation, and what the evidence says of it."""

    reference = forms.CharField(
        label="To which case?",
        help_text=f"Its reference. For example, {EXAMPLE}",
        error_messages={"required": "Enter the reference of the other case"},
    )
    incident = forms.ChoiceField(label="What is the counter-allegation? (optional)", required=False)
    judgement = forms.ChoiceField(
        label="What does the evidence say of it?",
        widget=forms.RadioSelect,
        choices=Judgement.choices,
        error_messages={"required": "Choose what the evidence says"},
    )
    evidence = forms.CharField(
        label="What does this rest on?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Say what the judgement rests on"},
    )

    def __init__(self, actor: Actor, case: Case, incidents: Choices, *args: Any) -> None:
        super().__init__(*args)
        self.actor, self.case = actor, case
        field = self.fields["incident"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "The case as a whole"), *incidents]

    def clean_reference(self) -> str:
        """Say in one sentence of every case that cannot be read that there is none."""
        typed: str = self.cleaned_data["reference"]
        if sentence := reason_against(_check_other, self.actor, self.case, typed):
            raise forms.ValidationError(sentence)
        return typed


def _check_other(actor: Actor, case: Case, reference: str) -> None:
    other_case(actor, case, reference)
