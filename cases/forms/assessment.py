"""The questions of a risk instrument as a form, and the judgement on its result."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import escape

from cases.actions.lowering import check_reason
from cases.instruments import UNKNOWN, Band, Instrument, Kind, Question, Result, check_answers
from cases.judgement import check_judgement
from cases.models import Lowering
from cases.models.lowering import LoweringVerdict
from partners.errors import reason_against

_UNKNOWN = "_unknown"


class AssessmentForm(forms.Form):
    """All questions of one instrument on one page."""

    def __init__(self, instrument: Instrument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        for question in instrument.questions:
            self.fields |= _fields(question)

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the title of each section with its fields."""
        for section in self.instrument.sections:
            names = [name for question in section.questions for name in _fields(question)]
            yield section.title, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """Say of every question that is not answered what to do about it."""
        for name, sentence in check_answers(self.instrument, self.answers()).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return self.cleaned_data

    def answers(self) -> dict[str, str]:
        """Return what was answered, by question key; a number that is not known reads `unknown`."""
        return {question.key: self._answer(question) for question in self.instrument.questions}

    def _answer(self, question: Question) -> str:
        if self.cleaned_data.get(question.key + _UNKNOWN):
            return UNKNOWN
        return str(self.cleaned_data.get(question.key) or "").strip()

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed, to be sent along with the next step."""
        return [(name, str(self.data.get(name, ""))) for name in self.fields if self.data.get(name)]


def _fields(question: Question) -> dict[str, forms.Field]:
    """Return the field of a question; a number has a second one, to tick when it is not known."""
    hint = escape(f"{question.help} Where to look: {question.source}.")
    words: dict[str, Any] = {"label": question.text, "help_text": hint, "required": False}
    if question.choices:
        return {question.key: forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect, **words)}
    if question.kind is Kind.NUMBER:
        number = forms.CharField(
            widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}), **words
        )
        unknown = forms.BooleanField(label="I do not know how many", required=False)
        return {question.key: number, question.key + _UNKNOWN: unknown}
    return {question.key: forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, **words)}


class JudgementForm(forms.Form):
    """Professional judgement: keep the level, raise it with a reason, or propose a lower one to a second person."""

    band = forms.ChoiceField(label="Level of risk", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why do you judge the risk to be different?",
        help_text="Needed unless you keep the level. Say what you know that the questions do not ask.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, result: Result, data: QueryDict | None = None) -> None:
        first = {"band": result.band.value, "token": uuid4(), "shown": result.band.value}
        super().__init__(data, prefix="judgement", initial=first)
        self.result = result
        field = self.fields["band"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(band.value, _offer(band, result.band)) for band in reversed(result.levels)]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason when the level is not kept, with the rule's own sentence."""
        data = self.cleaned_data
        if {"band", "reason"} <= data.keys() and (
            sentence := reason_against(check_judgement, self.result, Band(data["band"]), data["reason"])
        ):
            self.add_error("reason", sentence)
        return data

    @property
    def has_changed_since(self) -> bool:
        """Whether the answers give another level now than the page showed, because an incident was added meanwhile."""
        return bool(self.cleaned_data.get("shown", "") != self.result.band.value)


def _offer(band: Band, scored: Band) -> str:
    name = band.label.lower()
    if band.rank < scored.rank:
        return f"Propose {name}\nA second person has to agree first. Until then the risk stays {scored}"
    return f"Keep {name}, as the answers give" if band is scored else f"Raise to {name}"


class LoweringForm(forms.Form):
    """What a second person says to a lower level of risk."""

    verdict = forms.ChoiceField(
        label="Do you agree that the risk is lower?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you agree"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed when you do not agree.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def __init__(self, lowering: Lowering, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (LoweringVerdict.CONFIRMED.value, f"Yes, the risk is {lowering.band}"),
                (LoweringVerdict.DECLINED.value, f"No, it stays {lowering.from_band}"),
            ]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason when the proposal is declined."""
        data = self.cleaned_data
        if {"verdict", "reason"} <= data.keys() and (
            sentence := reason_against(check_reason, data["verdict"], data["reason"])
        ):
            self.add_error("reason", sentence)
        return data
