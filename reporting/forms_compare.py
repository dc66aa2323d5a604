"""The form that chooses what is compared; bound to the address, so that a comparison can be kept as a bookmark."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from partners.errors import NotPossible
from reporting.comparing import WHOLE, WHOLE_LABEL, check_can_be_compared
from reporting.periods import Period, is_quarter
from reporting.registry import TABLES, TableSpec
from reporting.sides import SAME_DAYS, SO_FAR

PERIODS: Final = ("period_1", "period_2", "period_3", "period_4")
_LABELS: Final = ("First period", "Second period", "Third period (optional)", "Fourth period (optional)")
_NOT_LISTED: Final = "Choose a period from the list"


class CompareForm(forms.Form):
    """Which table, of which periods, of which areas."""

    table = forms.ChoiceField(
        label="Which figures?", error_messages={"required": "Choose a table", "invalid_choice": "Choose a table"}
    )
    period_1 = forms.ChoiceField(label=_LABELS[0], error_messages={"invalid_choice": _NOT_LISTED})
    period_2 = forms.ChoiceField(
        label="Second period (optional)", required=False, error_messages={"invalid_choice": _NOT_LISTED}
    )
    period_3 = forms.ChoiceField(label=_LABELS[2], required=False, error_messages={"invalid_choice": _NOT_LISTED})
    period_4 = forms.ChoiceField(label=_LABELS[3], required=False, error_messages={"invalid_choice": _NOT_LISTED})
    areas = forms.MultipleChoiceField(
        label="Which areas? (optional)",
        help_text="Without one, figures are of the whole partnership.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose areas from the list"},
    )

    def __init__(
        self,
        *args: Any,
        titles: Mapping[str, str],
        periods: Mapping[str, Period],
        areas: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._periods, self._areas = periods, {WHOLE: WHOLE_LABEL, **areas}
        self._offer("table", [("", "Choose a table"), *titles.items()])
        for name in PERIODS:
            self._offer(name, [("", "Choose a period" if name == "period_1" else "None"), *_groups(periods)])
        self._offer("areas", list(self._areas.items()))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check_can_be_compared(len(self.chosen_periods) * len(self.chosen_areas))
            except NotPossible as refusal:
                self.add_error("period_2", str(refusal))
        return cleaned

    @property
    def spec(self) -> TableSpec:
        """The table that was chosen."""
        return next(spec for spec in TABLES if spec.id == self.cleaned_data["table"])

    @property
    def chosen_periods(self) -> dict[str, Period]:
        """The periods that were chosen, by their keys; each once."""
        return {key: self._periods[key] for name in PERIODS if (key := self.cleaned_data[name])}

    @property
    def chosen_areas(self) -> dict[str, str]:
        """The areas that were chosen, by their codes; without any, the whole partnership."""
        chosen = self.cleaned_data["areas"] or [WHOLE]
        return {code: label for code, label in self._areas.items() if code in chosen}


def _groups(periods: Mapping[str, Period]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {"This quarter": [], "Quarters": [], "Years": []}
    for key, period in periods.items():
        name = "This quarter" if key in (SO_FAR, SAME_DAYS) else "Quarters" if is_quarter(period) else "Years"
        groups[name].append((key, period.label))
    return [(name, found) for name, found in groups.items() if found]
