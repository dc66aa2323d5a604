"""The filters of the list of cases."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format

from cases.models.incident import Kind
from cases.queries import CaseFilters
from cases.references import EXAMPLE, InvalidReference, normalise
from cases.states import State
from cases.terms import Choices

_ANY = ("", "Any")
_BANDS = [_ANY, ("high", "High"), ("medium", "Medium"), ("low", "Low"), ("none", "Not assessed")]
_LEADS = [_ANY, ("ours", "Our agency leads"), ("shared", "Shared with our agency")]


class CaseFilterForm(forms.Form):
    """Bound to the address, so that a list can be kept as a bookmark."""

    reference = forms.CharField(label="Case reference", required=False, help_text=f"For example, {EXAMPLE}")
    state = forms.ChoiceField(
        label="State", required=False, choices=[_ANY, *((state.value, state.label) for state in State)]
    )
    strand = forms.ChoiceField(label="Strand", required=False)
    band = forms.ChoiceField(label="Risk", required=False, choices=_BANDS)
    lead = forms.ChoiceField(label="Whose case", required=False, choices=_LEADS)
    kind = forms.ChoiceField(label="Crime or not", required=False, choices=[_ANY, *Kind.choices])
    area = forms.ChoiceField(label="Area", required=False)
    recorded_from = forms.DateField(label="Recorded from", required=False)
    recorded_to = forms.DateField(label="Recorded until", required=False)
    overdue = forms.BooleanField(label="Decision overdue", required=False)
    review = forms.BooleanField(label="Risk review due", required=False)

    def __init__(self, *args: Any, strands: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codes in (("strand", strands), ("area", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_ANY, *codes]

    def clean_reference(self) -> str:
        """Return the reference as it is stored, however it was typed."""
        typed: str = self.cleaned_data["reference"]
        try:
            return normalise(typed) if typed.strip() else ""
        except InvalidReference as mistake:
            raise forms.ValidationError(str(mistake)) from None

    def filters(self) -> CaseFilters:
        """Return what can be read; a filter with a mistake in it narrows nothing."""
        self.is_valid()
        return CaseFilters(**self.cleaned_data)

    def terms(self, filters: CaseFilters) -> dict[str, str | int]:
        """Return what was searched for beside a reference, as an event may keep it.

        Of what was typed and is no reference, only the length is kept: it could be a name.
        """
        in_use = {name: value for name, value in filters.in_use().items() if name != "reference"}
        terms: dict[str, str | int] = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in in_use.items()
        }
        typed = str(self.data.get("reference", "")).strip()
        if typed and not filters.reference:
            terms["typed_characters"] = len(typed)
        return terms

    def words(self, name: str) -> str:
        """Return how a filter in use reads, such as "Risk: High"."""
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(value, date):
            value = date_format(value)
        if isinstance(field, forms.ChoiceField):
            value = next((words for code, words in field.widget.choices if code == value), value)
        return f"{field.label}: {value}"
