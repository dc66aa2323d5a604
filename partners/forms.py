"""The forms of this app's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms

from partners.acting import acting_key
from partners.actor import Actor


class ActingForm(forms.Form):
    """For which agency, in which partnership."""

    page_heading = "acting_for"
    acting_for = forms.ChoiceField(
        label="Which agency are you acting for?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the agency you are acting for",
            "invalid_choice": "Choose one of the agencies in the list",
        },
    )

    def __init__(self, *args: Any, seats: Sequence[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acting_for"].choices = [(acting_key(seat), _described(seat)) for seat in seats]  # type: ignore[attr-defined]


def _described(seat: Actor) -> str:
    roles = ", ".join(sorted(role.label for role in seat.roles))
    return f"{seat.agency_name} ({seat.partnership_name})\n{roles}"
