"""What every page of the Reporting Form is: a form, filled with what a draft holds, that can show its answers again."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from partners.actor import Actor

Raw = dict[str, list[str]]
Answers = dict[str, Raw]
NOT_SAID = ("", "Not known")


class StepForm(forms.Form):
    """One page. Its choices are the partnership's reference data of the day."""

    heading = ""
    introduction = ""

    def __init__(self, raw: Raw | None, *, actor: Actor, day: date, is_quiet: bool = False) -> None:
        """Make the page.

        Args:
            raw: what was typed, by the name of the field; nothing for a page that nobody has been on.
            actor: whose partnership's reference data is offered.
            day: the day whose reference data is offered.
            is_quiet: show what was typed without saying yet what is wrong with it.
        """
        super().__init__(None if raw is None or is_quiet else MultiValueDict(raw))
        self.actor = actor
        self.day = day
        if raw and is_quiet:
            self.initial = {name: self._as_initial(name, values) for name, values in raw.items()}
        self.offer()

    def _as_initial(self, name: str, values: list[str]) -> str | list[str]:
        if isinstance(self.fields.get(name), forms.MultipleChoiceField):
            return values
        return values[-1] if values else ""

    def offer(self) -> None:
        """Fill in the choices that are reference data."""

    def let_choose(self, name: str, choices: Sequence[Any]) -> None:
        """Give the choices of one field."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def shown(self) -> list[tuple[str, str]]:
        """Return each question with its answer in words, for checking; questions left empty are left out."""
        pairs = [(_question(field), _words(field, self.cleaned_data.get(field.name))) for field in self]
        return [(question, answer) for question, answer in pairs if answer]


def raw_of(form_class: type[StepForm], data: "MultiValueDict[str, str]") -> Raw:
    """Return what was typed into the fields of this page, to be kept as it is.

    PostgreSQL's JSON cannot hold the NUL character, which no keyboard types.
    """
    return {
        name: [value.replace("\0", "") for value in data.getlist(name)]
        for name in form_class.base_fields
        if name in data
    }


def _question(field: BoundField) -> str:
    return str(field.label).replace(" (optional)", "")


def _words(field: BoundField, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(field.field, forms.ChoiceField):
        labels = dict(_flat(list(cast(Sequence[Any], field.field.choices))))
        codes = value if isinstance(value, list) else [value]
        return "\n".join(labels.get(code, str(code)).splitlines()[0] for code in codes)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field.field, forms.TimeField):
        return f"{value:%H:%M}"
    return str(value)


def _flat(choices: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)


def long_answer(label: str, *, longest: int, rows: int = 4, hint: str = "", required: str = "") -> forms.CharField:
    """Return a question with room for sentences; `required` is what to say when it is left empty."""
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        max_length=longest,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} if required else None,
    )


def short_answer(label: str, *, longest: int, hint: str = "", width: str = "", complete: str = "") -> forms.CharField:
    """Return a question with one line of room, which may be left empty."""
    attrs = {"class": width} if width else {}
    attrs |= {"autocomplete": complete or "off"}
    return forms.CharField(
        label=f"{label} (optional)",
        help_text=hint,
        max_length=longest,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )
