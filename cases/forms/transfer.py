"""Handing a case over to another partnership, and answering such an offer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from cases.models import Case
from cases.models.transfer import TransferOutcome
from cases.queries_decision import told_of
from cases.queries_transfers import Receiver
from cases.rules_transfers import LONGEST_OFFER, USUAL_OFFER, check_gateway, check_lapses, check_why
from cases.sections import Section
from cases.terms import Choices
from partners.errors import reason_against


class TransferForm(forms.Form):
    """To whom, why, on what basis, with which sections, and until when."""

    to = forms.ChoiceField(
        label="Who shall lead the case?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agency that shall lead the case"},
    )
    why = forms.CharField(
        label="Why does the other partnership get this case?",
        help_text="It is read before the case is accepted. Do not name anybody.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Say why the other partnership gets this case"},
    )
    legal_gateway = forms.ChoiceField(
        label="What allows you to hand it over?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the legal basis"},
    )
    sections = forms.MultipleChoiceField(
        label="What is necessary?",
        help_text="The summary always goes along. Minutes go along as far as these parts allow.",
        widget=forms.CheckboxSelectMultiple,
        choices=[(section.value, section.label) for section in Section if section is not Section.SUMMARY],
        error_messages={"required": "Choose what the other partnership needs"},
    )
    lapses_on = forms.DateField(
        label="Answer by",
        help_text=f"Within {LONGEST_OFFER.days} days. After this day the offer lapses and the case stays with you.",
        error_messages={"required": "Enter the last day on which the case can be accepted"},
    )

    def __init__(
        self, case: Case, to: Iterable[Receiver], gateways: Choices, today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lapses_on"].initial = today + USUAL_OFFER
        self.case, self.today = case, today
        names = [(receiver.key, receiver.name) for receiver in to]
        for name, choices in (("to", names), ("legal_gateway", gateways)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_why(self) -> str:
        """Refuse what names somebody."""
        typed: str = self.cleaned_data["why"]
        if sentence := reason_against(check_why, typed, told_of(self.case)):
            raise forms.ValidationError(sentence)
        return typed

    def clean_legal_gateway(self) -> str:
        """Refuse a consent that was not given."""
        code: str = self.cleaned_data["legal_gateway"]
        if sentence := reason_against(check_gateway, self.case, code):
            raise forms.ValidationError(sentence)
        return code

    def clean_lapses_on(self) -> date:
        """Refuse a day that is too far, or has passed."""
        day: date = self.cleaned_data["lapses_on"]
        if sentence := reason_against(check_lapses, day, self.today):
            raise forms.ValidationError(sentence)
        return day


class TransferAnswerForm(forms.Form):
    """Whether the agency takes the case, and if not, why."""

    outcome = forms.ChoiceField(
        label="Does your agency take this case?",
        widget=forms.RadioSelect,
        choices=[
            (TransferOutcome.ACCEPTED.value, "Yes\nYour agency leads it from now, and the decision is taken anew"),
            (TransferOutcome.DECLINED.value, "No\nThe case stays where it is. Say why"),
        ],
        error_messages={"required": "Choose whether your agency takes this case"},
    )
    reason = forms.CharField(
        label="Why not?",
        help_text="Needed only when your agency does not take it. The agency that offers the case reads this.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a no."""
        data = self.cleaned_data
        declines = data.get("outcome") == TransferOutcome.DECLINED
        if declines and "reason" in data and not data["reason"].strip():
            self.add_error("reason", "Say why your agency does not take the case.")
        return data
