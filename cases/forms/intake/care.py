"""Danger and harm, what the person wants, and what they agree to."""

from typing import Any

from django import forms

from cases.forms.intake.base import StepForm, long_answer
from cases.terms import choices

_GIVEN = "given"
_CONSENT = "consent"


class NeedsForm(StepForm):
    """Immediate danger first: somebody may need help before the form is finished."""

    heading = "Danger, harm and what the person wants"
    introduction = "If anybody is in danger now, call 999 before you go on."
    danger = long_answer(
        "Immediate danger and safeguarding",
        longest=2_000,
        hint="Also an adult with care needs, or a child, who may be at risk",
    )
    harm = long_answer("Injuries, loss, damage and evidence", longest=2_000)
    wanted = long_answer("What the person wants to happen", longest=2_000)


class SharingForm(StepForm):
    """Consent to share with other agencies, or the legal gateway and reason where there is none."""

    heading = "What may be shared?"
    consent = forms.ChoiceField(
        label="Does the person agree to share this with agencies that can help?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the person agrees to share"},
    )
    legal_gateway = forms.ChoiceField(
        label="If it has to be shared without agreement: on which legal ground? (optional)", required=False
    )
    share_without_consent_reason = long_answer("And for what reason", longest=2_000, rows=3)
    pack_given = forms.ChoiceField(
        label="Was the signposting pack given? (optional)",
        help_text="The leaflet with places to get help and support",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        choices=[("yes", "Yes"), ("no", "No")],
    )

    def offer(self) -> None:
        """Offer the gateways other than consent."""
        self.let_choose("consent", choices("consent", self.actor, self.day))
        gateways = [pair for pair in choices("legal_gateway", self.actor, self.day) if pair[0] != _CONSENT]
        self.let_choose("legal_gateway", [("", "None"), *gateways])

    def clean(self) -> dict[str, Any]:
        """Ask for a gateway and a reason together, and for neither where consent was given."""
        data = self.cleaned_data
        gateway, reason = data.get("legal_gateway"), data.get("share_without_consent_reason")
        if gateway and not reason:
            self.add_error("share_without_consent_reason", "Enter why it has to be shared without agreement")
        if reason and not gateway:
            self.add_error("legal_gateway", "Choose the legal ground, or clear the reason")
        if data.get("consent") == _GIVEN and (gateway or reason):
            self.add_error("legal_gateway", "Choose “None” and clear the reason: the person agrees to share")
        return data
