"""The forms of a release: for whom it is, its texts, the signature, and why it is withdrawn."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from reporting.actions.narrative import Typed
from reporting.models import Audience
from reporting.registry import LAY_TABLES, ReportSpec
from reporting.releases.reading import Written
from reporting.releases.slots import LONGEST

_AUDIENCES = [
    (Audience.PARTNERSHIP, "The partnership\nOFFICIAL-SENSITIVE: every figure, nothing is kept back"),
    (Audience.PUBLIC, "The public\nOFFICIAL: small figures, and all that would tell them, are kept back"),
    (Audience.LAY, "Lay members of a panel\nOFFICIAL: chosen tables, kept back as for the public"),
]


class ReleaseForm(forms.Form):
    """For whom a release is, and which tables are in it."""

    audience = forms.ChoiceField(
        label="Who is it for?",
        widget=forms.RadioSelect,
        choices=_AUDIENCES,
        error_messages={"required": "Choose who it is for"},
    )
    tables = forms.MultipleChoiceField(
        label="Which tables do lay members get?",
        help_text="Only asked for lay members. The others get every table of the report.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, spec: ReportSpec, tables: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience, field = self.fields["audience"], self.fields["tables"]
        assert isinstance(audience, forms.ChoiceField)
        assert isinstance(field, forms.MultipleChoiceField)
        audience.choices = [(key, words) for key, words in _AUDIENCES if key in spec.audiences]
        field.choices = list(tables)
        self.initial["tables"] = [key for key, _ in tables if key in LAY_TABLES]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("audience") == Audience.LAY and not facts.get("tables"):
            self.add_error("tables", "Choose at least one table for lay members")
        return facts

    @property
    def audience_chosen(self) -> Audience:
        """For whom."""
        return Audience(self.cleaned_data["audience"])

    @property
    def tables_chosen(self) -> list[str]:
        """The keys of the tables; none stands for all of them."""
        return list(self.cleaned_data["tables"]) if self.audience_chosen == Audience.LAY else []


class TextsForm(forms.Form):
    """Every text of a release, each with the version that the writer has before them."""

    def __init__(self, *args: Any, written: Sequence[Written], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = written
        for each in written:
            self.fields[each.slot.key] = forms.CharField(
                label=each.slot.title,
                help_text=_hint(each),
                widget=forms.Textarea(attrs={"rows": 6}),
                max_length=LONGEST,
                required=False,
                initial=each.words,
            )
            self.fields[_counter(each.slot.key)] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=each.version
            )

    @property
    def typed(self) -> dict[str, Typed]:
        """What is to stand in each slot."""
        keys = [each.slot.key for each in self.written]
        return {key: Typed(self.cleaned_data[key], self.cleaned_data[_counter(key)]) for key in keys}

    def set_against(self, keys: Iterable[str], stored: Sequence[Written]) -> None:
        """Keep what was typed, show the other text beside it, and let the next save take its place."""
        now = {each.slot.key: each for each in stored}
        seen = {_counter(key): str(now[key].version) for key in keys}
        self.data = {**self.data.dict(), **seen} if isinstance(self.data, QueryDict) else {**self.data, **seen}
        for key in keys:
            self.add_error(
                key,
                "Somebody else saved another text here while you were writing. Put into the box what is to stand, then"
                f" save again. The other text: {now[key].words or 'nothing'}",
            )


def _hint(each: Written) -> str:
    taken_over = " Taken from the version before and not saved yet." if each.words and not each.version else ""
    return f"{each.slot.hint}{taken_over}"


def _counter(key: str) -> str:
    return f"{key}_version"


class SignForm(forms.Form):
    """What the person who signs has looked at."""

    figures_read = forms.BooleanField(
        label="I have read every table, and the figures are right as far as I can tell",
        error_messages={"required": "Read the tables, then tick the box"},
    )
    nobody_pointed_at = forms.BooleanField(
        label="I have read every text, and no name, place, date or number in it points to a person",
        error_messages={"required": "Read the texts, then tick the box"},
    )


class WithdrawForm(forms.Form):
    """Why a release is withdrawn."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Whoever opens or downloads it reads this. Leave out anything that points to a person.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Say why it is withdrawn"},
    )
