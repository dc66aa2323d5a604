"""The people: who was targeted, who they are, how to reach them safely, and who did it if that is known."""

from typing import Any, Final

from django import forms

from cases.forms.intake.base import StepForm, long_answer, short_answer
from cases.report import LONGEST_AGE
from cases.terms import Choices, choices, grouped_choices

ONE: Final = "one"
SEVERAL: Final = "several"
ANONYMOUS: Final = "anonymous"
NOBODY: Final = "nobody"
KNOWN: Final = "known"
DESCRIBED: Final = "described"
UNKNOWN: Final = "unknown"
DO_NOT_CONTACT: Final = "do_not_contact"
_LONGEST_NAME = 160
_AGE_ERROR = f"Enter an age from 0 to {LONGEST_AGE}, in whole years"


def age_question(label: str) -> forms.IntegerField:
    """Return a question for an age, which may be left empty."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=LONGEST_AGE,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"invalid": _AGE_ERROR, "min_value": _AGE_ERROR, "max_value": _AGE_ERROR},
    )


def sexes(form: StepForm) -> Choices:
    """Return the answers about sex, in the words of somebody who is asked."""
    known = choices("sex", form.actor, form.day)
    return [(code, "Prefers not to say, or not asked" if code == "not_recorded" else label) for code, label in known]


class VictimForm(StepForm):
    """Who was targeted: a person, several, somebody who stays anonymous, or nobody in particular."""

    heading = "Who was targeted?"
    victim = forms.ChoiceField(
        label="Targeted",
        widget=forms.RadioSelect,
        choices=[
            (ONE, "One person"),
            (SEVERAL, "Several people, or a household"),
            (ANONYMOUS, "A person who wishes to stay anonymous"),
            (NOBODY, "Nobody in particular\nA community, or a place such as a building"),
        ],
        error_messages={"required": "Choose who was targeted"},
    )
    name = short_answer("Name", longest=_LONGEST_NAME, hint="Leave empty if it is not known")
    others = long_answer("Names of the others targeted", longest=2_000, rows=3, hint="One name on each line")
    phone = short_answer("Telephone", longest=40, width="govuk-input--width-20")
    email = forms.EmailField(
        label="Email (optional)", required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    address = long_answer("Address", longest=500, rows=3)

    def clean_others(self) -> str:
        """Refuse a line that is no name."""
        if any(len(name) > _LONGEST_NAME for name in self.cleaned_data["others"].splitlines()):
            raise forms.ValidationError(f"Use {_LONGEST_NAME} characters or fewer on each line")
        return str(self.cleaned_data["others"])

    def clean(self) -> dict[str, Any]:
        """Keep no name of somebody who wishes to stay anonymous, and no others where there is one person."""
        data = self.cleaned_data
        victim = data.get("victim")
        if victim == ANONYMOUS and data.get("name"):
            self.add_error("name", "Clear the name, or choose “One person”: somebody anonymous has no name here")
        if victim not in (None, SEVERAL) and data.get("others"):
            self.add_error("others", "Clear these names, or choose “Several people, or a household”")
        if victim == NOBODY and any(data.get(name) for name in ("name", "phone", "email", "address")):
            self.add_error("victim", "Choose who was targeted, or clear the name and contact below")
        return data


class AboutForm(StepForm):
    """Who the person is: the equality questions of GOV.UK, all of them optional."""

    heading = "About the person targeted"
    introduction = (
        "These questions show whether everybody is treated fairly. Nobody has to answer them, "
        "and the answers change nothing in how the case is handled."
    )
    age = age_question("Age in years (optional)")
    sex = forms.ChoiceField(label="Sex (optional)", required=False, widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Ethnic group or background (optional)", required=False)

    def offer(self) -> None:
        """Offer the groups of the census, in their sections."""
        self.let_choose("sex", sexes(self))
        groups = grouped_choices("ethnicity", self.actor, self.day)
        self.let_choose("ethnicity", [("", "Not asked"), *groups])


class ContactForm(StepForm):
    """How to make contact without putting anybody in danger."""

    heading = "How is it safe to make contact?"
    methods = forms.MultipleChoiceField(
        label="Safe ways (optional)", widget=forms.CheckboxSelectMultiple, required=False
    )
    safe_contact = long_answer("When, and anything to take care of", longest=700, rows=3)
    do_not_tell = long_answer(
        "Who must not be contacted or told", longest=1_000, rows=3, hint="For example, a neighbour, parent or employer"
    )
    language = short_answer("Language, interpreter, easy read or access needs", longest=100)

    def offer(self) -> None:
        """Offer the ways of contact."""
        self.let_choose("methods", choices("contact_method", self.actor, self.day))

    def clean_methods(self) -> list[str]:
        """Refuse a way of contact beside “do not contact”."""
        methods: list[str] = self.cleaned_data["methods"]
        if DO_NOT_CONTACT in methods and len(methods) > 1:
            raise forms.ValidationError("Choose the safe ways, or “Do not contact”, but not both")
        return methods


class SubjectForm(StepForm):
    """Who did it, if that is known: a person is a subject until charged (domain 2)."""

    heading = "Is it known who did it?"
    subject = forms.ChoiceField(
        label="The person reported",
        widget=forms.RadioSelect,
        choices=[
            (UNKNOWN, "No"),
            (KNOWN, "Yes, by name"),
            (DESCRIBED, "Not by name, but can be described"),
        ],
        error_messages={"required": "Choose whether it is known who did it"},
    )
    subject_name = short_answer("Name", longest=_LONGEST_NAME)
    subject_description = long_answer("Description, or how they are known", longest=2_000, rows=3)
    subject_age = age_question("Age in years, about (optional)")
    subject_sex = forms.ChoiceField(label="Sex (optional)", required=False, widget=forms.RadioSelect)
    subject_ethnicity = forms.ChoiceField(label="Ethnic group or background (optional)", required=False)

    def offer(self) -> None:
        """Offer sexes and the groups of the census."""
        self.let_choose("subject_sex", sexes(self))
        groups = grouped_choices("ethnicity", self.actor, self.day)
        self.let_choose("subject_ethnicity", [("", "Not known"), *groups])

    def clean(self) -> dict[str, Any]:
        """Ask for what the answer promises, and lose nothing that was typed."""
        data = self.cleaned_data
        subject = data.get("subject")
        if subject == KNOWN and "subject_name" in data and not data["subject_name"]:
            self.add_error("subject_name", "Enter the name, or choose another answer above")
        if subject == DESCRIBED and "subject_description" in data and not data["subject_description"]:
            self.add_error("subject_description", "Enter a description, or choose another answer above")
        if subject == UNKNOWN and (data.get("subject_name") or data.get("subject_description")):
            self.add_error("subject", "Choose how far they are known, or clear the name and description below")
        return data
