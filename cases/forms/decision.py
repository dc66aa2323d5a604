"""The decision, and re-opening it."""

from typing import Any

from django import forms

from cases.actions.countersigning import check_reason
from cases.actions.decision import check_reasons
from cases.models.countersignature import CountersignatureVerdict
from cases.models.decision import Choice
from partners.errors import NotPossible, reason_against


class DecisionForm(forms.Form):
    """Single-agency or multi-agency, with reasons."""

    choice = forms.ChoiceField(
        label="Does this case need a multi-agency approach?",
        widget=forms.RadioSelect,
        choices=[
            (Choice.MULTI_AGENCY.value, "Yes, multi-agency\nOther agencies are consulted at a case conference"),
            (Choice.SINGLE_AGENCY.value, "No, single-agency\nYour agency acts under its own policy"),
        ],
        error_messages={"required": "Choose whether the case needs a multi-agency approach"},
    )
    reasons = forms.CharField(
        label="Reasons for the decision",
        help_text="What did you consider, and what decided it?",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4_000,
        error_messages={"required": "Give the reasons for the decision"},
    )
    against_reason = forms.CharField(
        label="Why are you not following the recommendation?",
        help_text="Needed only when you decide against what the risk assessment recommends.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def __init__(self, recommendation: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recommendation = recommendation

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of its own, and only where it belongs."""
        data = self.cleaned_data
        if {"choice", "reasons", "against_reason"} <= data.keys():
            self._check(data["choice"], data["reasons"], data["against_reason"])
        return data

    def _check(self, choice: str, reasons: str, against_reason: str) -> None:
        if choice == self.recommendation and against_reason:
            self.add_error(
                "against_reason", "You are following the recommendation. Move this to the reasons, or clear the box"
            )
            return
        try:
            check_reasons(choice, self.recommendation, reasons, against_reason)
        except NotPossible as refusal:
            self.add_error("against_reason", str(refusal))


class CountersignForm(forms.Form):
    """What the Responsible Person says to a decision."""

    verdict = forms.ChoiceField(
        label="Do you countersign this decision?",
        widget=forms.RadioSelect,
        choices=[
            (CountersignatureVerdict.SIGNED.value, "Yes, I countersign it"),
            (CountersignatureVerdict.RETURNED.value, "No, I return it\nThe decision then has to be taken again"),
        ],
        error_messages={"required": "Say whether you countersign the decision"},
    )
    reason = forms.CharField(
        label="Why do you return it?",
        help_text="Needed only when you return it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason when the decision is returned."""
        data = self.cleaned_data
        if {"verdict", "reason"} <= data.keys() and (
            sentence := reason_against(check_reason, data["verdict"], data["reason"])
        ):
            self.add_error("reason", sentence)
        return data


class ReopenForm(forms.Form):
    """Why the decision has to be taken again."""

    reason = forms.CharField(
        label="What has changed?",
        help_text="Say which information or circumstances are different now.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": "Say what has changed"},
    )
