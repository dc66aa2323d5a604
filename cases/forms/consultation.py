"""Asking another agency before the decision, and answering."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.consulting import check_answer
from cases.models.consultation import ReplyOutcome
from cases.rules_decision import check_names_nobody, check_question
from cases.terms import Choices
from partners.errors import reason_against


class ConsultationForm(forms.Form):
    """A question to one agency. Whoever is asked reads these words and nothing else of the case."""

    agency = forms.ChoiceField(
        label="Who do you ask?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agency that you ask"},
    )
    question = forms.CharField(
        label="What do you want to know?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        error_messages={"required": "Write your question"},
    )
    summary = forms.CharField(
        label="What does the agency have to know to answer?",
        help_text="No names, addresses, numbers or the reference of the case.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": "Write what the agency has to know to answer"},
    )
    about = forms.CharField(
        label="Who is it about? (optional)",
        help_text="Only where the question cannot be answered without. Naming somebody needs a legal basis.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    legal_gateway = forms.ChoiceField(label="What allows you to name them? (optional)", required=False)
    answer_by = forms.DateField(
        label="Answer by", error_messages={"required": "Enter the day by which you need the answer"}
    )

    def __init__(
        self, agencies: Choices, gateways: Choices, known: frozenset[str], today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.today = known, today
        for name, choices in (("agency", agencies), ("legal_gateway", [("", "Nobody is named"), *gateways])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse what says too much, beside the box that says it."""
        data = self.cleaned_data
        for name in ("question", "summary"):
            if sentence := reason_against(check_names_nobody, data.get(name, ""), self.known):
                self.add_error(name, sentence)
        if {"answer_by", "about", "legal_gateway"} <= data.keys():
            self._check(data["answer_by"], data["about"], data["legal_gateway"])
        return data

    def _check(self, answer_by: date, about: str, legal_gateway: str) -> None:
        if sentence := reason_against(check_question, answer_by, self.today, about="", legal_gateway=""):
            self.add_error("answer_by", sentence)
        elif sentence := reason_against(
            check_question, answer_by, self.today, about=about, legal_gateway=legal_gateway
        ):
            self.add_error("legal_gateway" if about else "about", sentence)


class ReplyForm(forms.Form):
    """The answer of the agency that was asked."""

    outcome = forms.ChoiceField(
        label="Can your agency answer?",
        widget=forms.RadioSelect,
        choices=[
            (ReplyOutcome.ANSWERED.value, "Yes"),
            (ReplyOutcome.NOTHING_KNOWN.value, "Nothing known\nYour agency knows nothing that bears on the question"),
            (ReplyOutcome.CANNOT_SHARE.value, "We cannot share what we know\nSay why, as far as you can"),
        ],
        error_messages={"required": "Say whether your agency can answer"},
    )
    text = forms.CharField(
        label="Your answer",
        help_text="Only the agency that asked reads this. Not needed when nothing is known.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the answer, or for why it cannot be shared."""
        data = self.cleaned_data
        if {"outcome", "text"} <= data.keys() and (
            sentence := reason_against(check_answer, data["outcome"], data["text"])
        ):
            self.add_error("text", sentence)
        return data
