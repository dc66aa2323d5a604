"""Who steps out of an item."""

from typing import Any, cast
from uuid import UUID

from django import forms

from conferences.actions.recusing import Leaving
from conferences.models import Item
from conferences.queries import agencies_at_item
from conferences.seated import seated_at
from partners.actor import Actor
from partners.roles import Permission


class RecusalForm(forms.Form):
    """Somebody with an account, or somebody at the table who has none."""

    person = forms.ChoiceField(label="Somebody with an account", required=False)
    name = forms.CharField(label="Or somebody without an account: their name", max_length=120, required=False)
    agency = forms.ChoiceField(label="Their agency", required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = agencies_at_item(item)
        self.people = {str(each.user_id): each for each in seated_at(item, agencies, Permission.CONFERENCE_READ)}
        offered = [(key, f"{each.name}, {each.agency}") for key, each in self.people.items()]
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", "Choose a person"), *offered]
        names = [(str(agency.pk), agency.name) for agency in agencies]
        cast(forms.ChoiceField, self.fields["agency"]).choices = [("", "Choose an agency"), *names]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("person") and not facts.get("name") and "person" not in self.errors:
            self.add_error("person", "Choose who steps out")
        if facts.get("person") and facts.get("name"):
            self.add_error("name", "Choose one person from the list, or enter a name, not both")
        if facts.get("name") and not facts.get("agency") and "agency" not in self.errors:
            self.add_error("agency", f"Choose the agency of {facts['name']}")
        return facts

    def leaving(self) -> Leaving:
        """Return who steps out; ask only a valid form."""
        facts = self.cleaned_data
        if facts["person"]:
            chosen = self.people[facts["person"]]
            return Leaving(chosen.agency_id, chosen.name, chosen.user_id)
        return Leaving(UUID(facts["agency"]), facts["name"])


def myself(actor: Actor) -> Leaving:
    """Return the actor as somebody who steps out."""
    return Leaving(actor.agency, actor.name, actor.person)
