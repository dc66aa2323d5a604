"""The forms of the administration's pages."""

import calendar
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from partners.actions.sign_on import SignOnSettings, domains_in
from partners.actor import Actor
from partners.models import Agency, Agreement, Partnership, SingleSignOn
from partners.models.agreement import Kind
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


class SeatForm(forms.Form):
    """What can be changed of an agency in a partnership."""

    name = AgencyForm.base_fields["name"]
    is_monitoring = AgencyForm.base_fields["is_monitoring"]


class SignatureForm(forms.Form):
    """Who signed the sharing agreement for an agency."""

    signed_by = forms.CharField(
        label="Name of the person who signed", help_text="And their post, such as: Head of Housing.", max_length=120
    )
    signed_on = forms.DateField(label="Signed on")


class SignOnForm(forms.Form):
    """How the people of an agency sign in with their agency's accounts."""

    issuer = forms.URLField(
        label="Issuer",
        help_text="The provider's address, such as https://login.housing.example.org. It begins with https://.",
        assume_scheme="https",
        max_length=300,
    )
    client_id = forms.CharField(label="Client ID", max_length=200)
    secret = forms.CharField(
        label="Client secret",
        help_text="It is kept encrypted and never shown again. Leave it empty to keep the one that is there.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        required=False,
        max_length=500,
    )
    domains = forms.CharField(
        label="Email domains",
        help_text="Of the agency's people, divided by commas, such as housing.example.org.",
        max_length=500,
    )
    is_on = forms.BooleanField(label="Let the agency's people sign in this way", required=False)
    keeps_password = forms.BooleanField(label="Let them sign in with a password here as well", required=False)
    trusts_second_factor = forms.BooleanField(
        label="Let the second step at the organisation count here",
        help_text="Only if the organisation asks everybody for one and its provider says so (amr).",
        required=False,
    )

    @staticmethod
    def from_settings(found: SingleSignOn | None) -> dict[str, object]:
        """Return the settings as they are, without the secret."""
        if found is None:
            return {}
        names = ("issuer", "client_id", "is_on", "keeps_password", "trusts_second_factor")
        return {name: getattr(found, name) for name in names} | {"domains": ", ".join(found.domains)}

    def settings(self) -> SignOnSettings:
        """Return what was written down."""
        data = self.cleaned_data | {"domains": domains_in(self.cleaned_data["domains"])}
        return SignOnSettings(**data)


class AgreementForm(forms.Form):
    """A version of the sharing agreement or the code of conduct."""

    kind = forms.ChoiceField(label="Which text is it?", choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=120)
    text = forms.CharField(
        label="Text",
        help_text="Plain paragraphs, with an empty line between them.",
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=20_000,
    )
    in_force_from = forms.DateField(
        label="In force from",
        help_text=(
            "From that day everybody who sees cases accepts it before the next case is shown. "
            "Choose tomorrow rather than today, so that nobody is asked in the middle of their work."
        ),
    )

    def clean_kind(self) -> Kind:
        """Return the kind itself."""
        return Kind(self.cleaned_data["kind"])


class AcceptanceForm(forms.Form):
    """A box for each text that a person has not accepted yet."""

    def __init__(self, *args: Any, agreements: Sequence[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = agreements
        for agreement in agreements:
            words = agreement.get_kind_display().lower()
            self.fields[agreement.kind] = forms.BooleanField(
                label=f"I have read the {words} (version {agreement.version}) and accept it",
                error_messages={"required": f"Tick the box to accept the {words}"},
            )

    def with_texts(self) -> list[tuple[Agreement, BoundField]]:
        """Return each text with its box."""
        return [(agreement, self[agreement.kind]) for agreement in self.agreements]


class RoleForm(forms.Form):
    """A role at an agency."""

    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.none(), empty_label="Choose an agency")
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *((role, role.label) for role in Role)])
    since = forms.DateField(label="First day (optional)", help_text="Today if you leave it empty.", required=False)
    until = forms.DateField(
        label="Last day (optional)", help_text="Leave it empty if the role has no set end.", required=False
    )

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
    field_order = ("name", "email", "agency", "role", "since", "until")


class PersonChangeForm(forms.Form):
    """A person's name and address."""

    name = PersonForm.base_fields["name"]
    email = PersonForm.base_fields["email"]


class SettingsForm(forms.Form):
    """The settings of a partnership."""

    decision_limit_days = forms.IntegerField(
        label="Days until the decision",
        help_text="Working days from the report. Cases that are open keep the day they have.",
        min_value=1,
        max_value=60,
    )
    reporting_year_starts = forms.TypedChoiceField(label="The reporting year begins in", choices=_MONTHS, coerce=int)
    escalation_days = forms.IntegerField(
        label="Days until a late action is escalated (optional)",
        help_text="So many days after it was due, the Responsible Person of its agency is told. 7 is usual.",
        min_value=1,
        max_value=60,
        required=False,
    )
    proportionality_limit_days = forms.IntegerField(
        label="Days until it is decided whether a subject’s data is kept (optional)",
        help_text="Working days from the day on which an incident that is not a crime was recorded. 5 is usual.",
        min_value=1,
        max_value=60,
        required=False,
    )
    countersigns_decisions = forms.BooleanField(
        label="The Responsible Person countersigns every decision",
        help_text="Until then a decision is shown as waiting. Nobody countersigns their own.",
        required=False,
    )

    @staticmethod
    def from_partnership(partnership: Partnership) -> dict[str, int | bool]:
        """Return the settings as they are."""
        return {
            "decision_limit_days": partnership.decision_limit_days,
            "reporting_year_starts": partnership.reporting_year_starts,
            "escalation_days": partnership.escalation_days,
            "proportionality_limit_days": partnership.proportionality_limit_days,
            "countersigns_decisions": partnership.countersigns_decisions,
        }
