"""The form with which a case is referred, and the form with which a referral is answered."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from cases.models import Case
from cases.sections import Section
from cases.terms import choices
from partners.actor import Actor
from partners.errors import reason_against
from partners.queries import agencies_in
from referrals.actions.sending import LONGEST_SUMMARY
from referrals.models import Service
from referrals.queries import services_for
from referrals.rules import CONSENT, check_gateway, check_gateway_reason

WHOLE = "whole"
_NAMES = "The receiver reads this before it accepts. Write no names, addresses or dates of birth."
_SUMMARY_ALWAYS = (
    "The summary (when, where, strands, state) always comes along. The receiver sees none of it until it accepts."
)
_SHAREABLE = tuple(section for section in Section if section != Section.SUMMARY)


class ReferralForm(forms.Form):
    """To whom, which sections, with which words, and on which legal footing."""

    receiver = forms.ChoiceField(
        label="Who do you refer to?", error_messages={"required": "Choose who receives the referral"}
    )
    sections = forms.MultipleChoiceField(
        label="What may they see when they accept?",
        help_text=_SUMMARY_ALWAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(WHOLE, "The whole case"), *((section.value, section.label) for section in _SHAREABLE)],
    )
    summary = forms.CharField(
        label="Short summary",
        help_text=_NAMES,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_SUMMARY,
        error_messages={"required": "Write a short summary. The receiver reads it before it accepts"},
    )
    legal_gateway = forms.ChoiceField(
        label="What allows you to share?", error_messages={"required": "Choose consent or the legal gateway"}
    )
    gateway_reason = forms.CharField(
        label="Why do you share without consent? (leave empty with consent)",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self._services = {str(service.pk): service for service in _services(actor)}
        gateways = choices("legal_gateway", actor, timezone.localdate())
        self._offer("receiver", [("", "Choose who receives it"), *self._receivers(actor)])
        self._offer("legal_gateway", [("", "Choose one"), *gateways])

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def _receivers(self, actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
        agencies = agencies_in(actor.partnership_id).exclude(pk=actor.agency).order_by("name")
        groups = [
            ("Agencies of the partnership", [(f"agency:{agency.pk}", agency.name) for agency in agencies]),
            ("Support services", [(f"service:{key}", service.name) for key, service in self._services.items()]),
        ]
        return [(title, members) for title, members in groups if members]

    def clean(self) -> None:
        """Put a refusal of the legal footing at the question that it is about."""
        gateway = self.cleaned_data.get("legal_gateway")
        if not gateway:
            return
        reason = self.cleaned_data.get("gateway_reason", "")
        if missing := reason_against(check_gateway_reason, gateway, reason):
            self.add_error("gateway_reason", missing)
        elif refused := reason_against(check_gateway, self.case, gateway, reason):
            self.add_error("legal_gateway", refused)

    def answers(self) -> dict[str, Any]:
        """Return the answers as `referrals.actions.sending.send` takes them."""
        given = self.cleaned_data
        kind, _, key = given["receiver"].partition(":")
        whole = WHOLE in given["sections"]
        return {
            "to_agency_id": UUID(key) if kind == "agency" else None,
            "service": self._services[key] if kind == "service" else None,
            "sections": [section for section in Section if whole or section in given["sections"]],
            "summary": given["summary"],
            "legal_gateway": given["legal_gateway"],
            "gateway_reason": "" if given["legal_gateway"] == CONSENT else given["gateway_reason"],
        }


def _services(actor: Actor) -> list[Service]:
    return list(services_for(actor).filter(is_listed=True).exclude(agency_id=actor.agency))


class AnswerForm(forms.Form):
    """Accepted or declined; a reason for the one, a note with the other."""

    ACCEPT, DECLINE = "accept", "decline"

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1_000, required=False)

    def __init__(self, *args: Any, is_ours: bool, **kwargs: Any) -> None:
        """Ask the receiver for its own answer (`is_ours`), or the sender for what a service has answered."""
        super().__init__(*args, **kwargs)
        words = _OURS if is_ours else _THEIRS
        answer, note = self.fields["answer"], self.fields["note"]
        assert isinstance(answer, forms.ChoiceField)
        answer.label, note.label = words["question"], words["note"]
        answer.choices = [(self.ACCEPT, words["accept"]), (self.DECLINE, words["decline"])]
        answer.error_messages["required"] = "Choose whether it is accepted or declined"

    def clean(self) -> None:
        """Ask for the reason at the box it belongs in."""
        if self.cleaned_data.get("answer") == self.DECLINE and not self.cleaned_data.get("note", "").strip():
            self.add_error("note", "Write why, so that the sender can look for other help")


_OURS = {
    "question": "Does your agency accept this referral?",
    "accept": "Accept\nYour agency can read the sections named above from now",
    "decline": "Decline\nNothing of the case opens to your agency",
    "note": "Note to the sender (a reason is needed when you decline)",
}
_THEIRS = {
    "question": "What has the service answered?",
    "accept": "It accepts",
    "decline": "It declines",
    "note": "What it said (a reason is needed when it declines)",
}
