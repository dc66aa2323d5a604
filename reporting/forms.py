"""The form that asks for a report."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partners.errors import NotPossible
from reporting.choices import Periods
from reporting.periods import Period, written_as
from reporting.registry import REPORTS, ReportSpec, report_spec


class ReportRequestForm(forms.Form):
    """Which report, of which period."""

    report = forms.ChoiceField(
        label="Which report do you need?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which report you need"},
    )
    period = forms.ChoiceField(
        label="Which period?",
        help_text="Only periods that have finished are listed. An incident counts when it was recorded.",
        error_messages={"required": "Choose a period", "invalid_choice": "Choose a period from the list"},
    )

    def __init__(self, *args: Any, periods: Periods, year_starts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = {"Quarters": periods.quarters, "Years": periods.years}
        self._periods = {
            written_as(period, year_starts=year_starts): period for group in groups.values() for period in group
        }
        self._field("report").choices = [(spec.id, _described(spec)) for spec in REPORTS.values()]
        self._field("period").choices = [
            ("", "Choose a period"),
            *(
                (name, [(written_as(period, year_starts=year_starts), period.label) for period in group])
                for name, group in groups.items()
                if group
            ),
        ]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"report", "period"} <= cleaned.keys():
            try:
                self.spec.check_covers(self.chosen_period)
            except NotPossible as refusal:
                raise ValidationError({"period": str(refusal)}) from refusal
        return cleaned

    @property
    def spec(self) -> ReportSpec:
        """The kind of report that was chosen."""
        return report_spec(self.cleaned_data["report"])

    @property
    def chosen_period(self) -> Period:
        """The period that was chosen."""
        return self._periods[self.cleaned_data["period"]]


def _described(spec: ReportSpec) -> str:
    covers = "Covers one quarter" if spec.covers_quarters else "Covers one reporting year"
    return f"{spec.title}\n{covers}{f'. {spec.hint}' if spec.hint else ''}"
