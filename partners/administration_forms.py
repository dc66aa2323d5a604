"""The forms of the administration's pages."""

import calendar
from typing import Any

from django import forms

from partners.actor import Actor
from partners.models import Agency, Partnership
from partners.queries import agencies_in
from partners.roles import Role

_MONTHS = [(number, calendar.month_name[number]) for number in range(1, 13)]


class AgencyForm(forms.Form):
    """An agency that takes a seat."""

    name = forms.CharField(label="Name of the agency", max_length=120)
    code = forms.CharField(
        label="Code",
        help_text="2 to 12 letters or digits, such as HCU. An agency has the same code in every partnership.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        max_length=20,
    )
    is_monitoring = forms.BooleanField(
        label="This is the Monitoring Agency",
        help_text="It is told of every incident in the partnership, without personal data.",
        required=False,
    )


class RoleForm(forms.Form):
    """A role at an agency."""

    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency")
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *((role, role.label) for role in Role)])

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = agencies_in(actor.partnership_id).order_by("name")

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class PersonForm(RoleForm):
    """A person who is invited, with a first role."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Work email address")
    field_order = ("name", "email", "agency", "role")


class SettingsForm(forms.Form):
    """The settings of a partnership."""

    decision_limit_days = forms.IntegerField(
        label="Days until the decision",
        help_text="Working days from the report. Cases that are open keep the day they have.",
        min_value=1,
        max_value=60,
    )
    reporting_year_starts = forms.TypedChoiceField(label="The reporting year begins in", choices=_MONTHS, coerce=int)

    @staticmethod
    def from_partnership(partnership: Partnership) -> dict[str, int]:
        """Return the settings as they are."""
        return {
            "decision_limit_days": partnership.decision_limit_days,
            "reporting_year_starts": partnership.reporting_year_starts,
        }
