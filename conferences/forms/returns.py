"""What an agency knows: one statement at a time, and its release."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from cases.terms import choices
from conferences.actions.returns import Said
from conferences.deadlines import DAYS_BEFORE, returns_due_on
from conferences.models import Conference, Statement
from conferences.models.research_return import ReturnAnswer
from conferences.models.statement import StatementKind
from partners.actor import Actor

SHARE, WITHHOLD = "share", "withhold"


class StatementForm(forms.Form):
    """Fact or opinion, from where, of when; shared or withheld."""

    kind = forms.ChoiceField(
        label="Is it a fact or an opinion?",
        choices=StatementKind.choices,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": "Choose whether it is a fact or an opinion"},
    )
    text = forms.CharField(
        label="What does your agency know?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        help_text="One thing at a time. Leave out what this meeting does not need.",
        error_messages={"required": "Enter what your agency knows"},
    )
    source = forms.CharField(
        label="Where do you have it from?",
        max_length=200,
        help_text="For example, our records, a call from a neighbour, a visit",
        error_messages={"required": "Enter where you have it from"},
    )
    dated_on = forms.DateField(
        label="When did it happen, or become known?",
        error_messages={"required": "Enter the day it happened or became known, even if you only know it roughly"},
    )
    share = forms.ChoiceField(
        label="Do you share it with this meeting?",
        choices=[(SHARE, "Share it"), (WITHHOLD, "Withhold it\nOnly your agency sees it, with your reason")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you share it or withhold it"},
    )
    legal_gateway = forms.ChoiceField(label="If you share it: what is the legal basis?", required=False)
    withheld_because = forms.CharField(
        label="If you withhold it: why?", widget=forms.Textarea(attrs={"rows": 2}), max_length=1_000, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gateways = choices("legal_gateway", actor, timezone.localdate())
        cast(forms.ChoiceField, self.fields["legal_gateway"]).choices = [("", "Choose a legal basis"), *gateways]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("share") == SHARE and not facts.get("legal_gateway") and "legal_gateway" not in self.errors:
            self.add_error("legal_gateway", "Choose the legal basis on which you share it")
        if facts.get("share") == WITHHOLD and not facts.get("withheld_because"):
            self.add_error("withheld_because", "Say why you withhold it")
        return facts

    def said(self) -> Said:
        """Return the statement; ask only a valid form. What belongs to the other choice is left out."""
        facts = self.cleaned_data
        shares = facts["share"] == SHARE
        return Said(
            kind=facts["kind"],
            text=facts["text"].replace("\r\n", "\n"),
            source=facts["source"],
            dated_on=facts["dated_on"],
            legal_gateway=facts["legal_gateway"] if shares else "",
            withheld_because="" if shares else facts["withheld_because"],
        )


def initial_of(statement: Statement) -> dict[str, Any]:
    """Return what the form shows of a statement that is to be changed."""
    plain = ("kind", "text", "source", "dated_on", "legal_gateway", "withheld_because")
    return {name: getattr(statement, name) for name in plain} | {"share": SHARE if statement.is_shared else WITHHOLD}


class ReleaseForm(forms.Form):
    """Releasing what has been written."""

    says_withheld = forms.BooleanField(
        label="Let the others know that we withhold something",
        help_text="They are told that there is something, and nothing more.",
        required=False,
    )
    answer = forms.ChoiceField(choices=ReturnAnswer.choices, widget=forms.HiddenInput, required=False)


class DueForm(forms.Form):
    """By when agencies bring what they know."""

    due_on = forms.DateField(
        label="By when are returns due?", error_messages={"required": "Enter the day by which returns are due"}
    )


class PublishForm(forms.Form):
    """By when agencies bring what they know, asked when an agenda is published."""

    due_on = forms.DateField(
        label="By when do agencies say what they know?",
        required=False,
        help_text=f"Agencies are reminded. Without a day it is {DAYS_BEFORE} days before the meeting.",
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual, self.held_on = returns_due_on(conference), timezone.localdate(conference.held_at)
        is_published = conference.agenda_published_at is not None
        self.initial["due_on"] = self.usual if is_published else max(self.usual, timezone.localdate())

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and day != self.usual and not timezone.localdate() <= day <= self.held_on:
            raise forms.ValidationError("Choose a day between today and the day of the meeting")
        return day
