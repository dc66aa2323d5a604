"""The forms of the directory of support services."""

from typing import Any

from django import forms

from partners.actor import Actor
from partners.queries import agencies_in
from referrals.models import Service
from referrals.queries import languages_of


class ServiceFilters(forms.Form):
    """What the directory is narrowed to."""

    words = forms.CharField(
        label="Search", required=False, max_length=100, help_text="Name, help offered, place or for whom"
    )
    language = forms.ChoiceField(label="Language", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Any language"), *((language, language) for language in languages_of(actor))]


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no parameter
    """One service, as people read it in the directory."""

    class Meta:
        model = Service
        fields = (
            "name",
            "offers",
            "for_whom",
            "where",
            "opening",
            "languages",
            "how_to_refer",
            "phone",
            "email",
            "agency",
            "is_listed",
        )
        labels = {  # noqa: RUF012 - Django's own attribute is a mapping
            "name": "Name of the service",
            "offers": "What it offers",
            "for_whom": "Who it is for",
            "where": "Where (optional)",
            "opening": "Opening and drop-in times (optional)",
            "languages": "Languages (optional)",
            "how_to_refer": "How to refer",
            "phone": "Telephone (optional)",
            "email": "Email address (optional)",
            "agency": "Agency that answers in this software (optional)",
            "is_listed": "Show it in the directory",
        }
        help_texts = {  # noqa: RUF012
            "languages": "With commas between, for example English, Polish, Urdu",
            "agency": "Leave empty when the service has no account here: the sender then records its answer.",
        }
        widgets = {"offers": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partnership_id = actor.partnership_id
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = agencies_in(actor.partnership_id).order_by("name")
        agency.empty_label = "None"

    def clean_name(self) -> str:
        """Refuse a name that another service of the directory has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        same = Service.objects.filter(partnership_id=self._partnership_id, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another service in the directory has this name")
        return name
