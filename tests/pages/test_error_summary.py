"""The summary of what is wrong at the top of a page, and the page's title with it."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string


class Incident(forms.Form):
    """Three questions, one of them with choices."""

    place = forms.CharField(label="Where?")
    kind = forms.ChoiceField(label="What kind?", choices=[("crime", "Crime")], widget=forms.RadioSelect)
    case = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "The case is missing."})

    def clean(self) -> None:
        if self.data.get("closed"):
            raise forms.ValidationError("The case is closed.")


IncidentSet = forms.formset_factory(Incident, extra=0)


def summary(**context: object) -> list[tuple[str, str]]:
    """Return the lines of the summary as (where it leads, sentence)."""
    html = render_to_string("components/error_summary.html", context)
    lines = re.findall(r"<li>(?:<a href=\"(.*?)\">)?(.*?)(?:</a>)?</li>", html)
    return [(target, sentence) for target, sentence in lines]


def test_each_line_leads_to_the_first_control_of_its_question() -> None:
    assert summary(form=Incident({})) == [
        ("#id_place", "Enter an answer: Where?"),
        ("#id_kind_0", "Choose an answer: What kind?"),
        ("", "The case is missing."),
    ]


def test_an_error_of_the_whole_form_leads_to_its_first_question() -> None:
    answers = {"place": "Mill Lane", "kind": "crime", "case": "7K3M", "closed": "yes"}
    assert summary(form=Incident(answers)) == [("#id_place", "The case is closed.")]


def test_every_form_of_a_set_is_summed_up() -> None:
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-place": "A", "form-0-kind": "crime"}
    data |= {"form-0-case": "1", "form-1-place": "", "form-1-kind": "crime", "form-1-case": "2"}
    formset = IncidentSet(data)
    formset.forms[1].empty_permitted = False
    assert summary(formset=formset) == [("#id_form-1-place", "Enter an answer: Where?")]


@pytest.mark.parametrize("form", [None, Incident(), Incident({"place": "Mill Lane", "kind": "crime", "case": "7K3M"})])
def test_nothing_is_shown_when_nothing_is_wrong(form: Incident | None) -> None:
    assert render_to_string("components/error_summary.html", {"form": form}).strip() == ""


def test_the_title_says_that_there_is_an_error() -> None:
    wrong = render_to_string("base.html", {"form": Incident({}), "product_name": "Casework"})
    right = render_to_string("base.html", {"form": Incident(), "product_name": "Casework"})
    assert "<title>Error: " in wrong
    assert "<title>Casework" in right
    assert wrong.count("There is a problem") == 1
