"""The order of the pages, and which of them are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cases.forms.intake.base import Answers, StepForm
from cases.forms.intake.care import NeedsForm, SharingForm
from cases.forms.intake.event import KindForm, WhatForm, WhenForm, WhereForm
from cases.forms.intake.motive import ReligionForm, ReporterForm, StrandsForm
from cases.forms.intake.people import NOBODY, AboutForm, ContactForm, SubjectForm, VictimForm
from partners.actor import Actor


def _always(answers: Answers) -> bool:
    return True


def _religion(answers: Answers) -> bool:
    return ReligionForm.applies(answers.get("strands", {}).get("strands", []))


def _somebody(answers: Answers) -> bool:
    return answers.get("victim", {}).get("victim") != [NOBODY]


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its key in the address and in the draft, its form, and whether it is asked."""

    key: str
    form: type[StepForm]
    applies: Callable[[Answers], bool] = _always


STEPS = (
    Step("when", WhenForm),
    Step("where", WhereForm),
    Step("what", WhatForm),
    Step("kind", KindForm),
    Step("strands", StrandsForm),
    Step("religion", ReligionForm, _religion),
    Step("reporter", ReporterForm),
    Step("victim", VictimForm),
    Step("about", AboutForm, _somebody),
    Step("contact", ContactForm, _somebody),
    Step("subject", SubjectForm),
    Step("needs", NeedsForm),
    Step("sharing", SharingForm),
)
BY_KEY = {step.key: step for step in STEPS}


def asked(answers: Answers) -> list[Step]:
    """Return the pages that these answers lead through."""
    return [step for step in STEPS if step.applies(answers)]


def before(key: str, answers: Answers) -> str:
    """Return the key of the page before this one; nothing for the first."""
    return next((step.key for step in reversed(asked(answers)) if _place(step.key) < _place(key)), "")


def after(key: str, answers: Answers) -> str:
    """Return the key of the page after this one; nothing for the last."""
    return next((step.key for step in asked(answers) if _place(step.key) > _place(key)), "")


def first_open(answers: Answers) -> str:
    """Return the key of the first page that nobody has been on; nothing when all have been."""
    return next((step.key for step in asked(answers) if step.key not in answers), "")


def _place(key: str) -> int:
    return STEPS.index(BY_KEY[key])


def forms_of(answers: Answers, actor: Actor, day: date) -> dict[str, StepForm]:
    """Return the form of every page that is asked, filled with its answers; a page not opened yet is empty."""
    return {step.key: step.form(answers.get(step.key, {}), actor=actor, day=day) for step in asked(answers)}
