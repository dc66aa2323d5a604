"""Making an incident report out of a story."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from cases.models.incident import Kind, Precision
from cases.models.person import Part
from cases.report import IncidentReport, PersonReport
from hatecrime.demo.days import moment
from hatecrime.demo.reading import Story, names, words

_SUBJECTS = ("white_british", "white_british", "white_british", "not_recorded", "white_other", "asian_pakistani")
_REPORTERS = ("victim",) * 11 + ("witness",) * 3 + ("third_party",) * 3 + ("police",) * 2 + ("anonymous",)
_CONSENTS = ("given",) * 13 + ("not_asked",) * 5 + ("refused",) * 2
_ABOUT = re.compile(r"about (\d\d)\b")
_YOUNG = re.compile(r"teenager|pupil|young")
_SEXES = {"man": "male", "men": "male", "woman": "female", "women": "female"}
_HOURS = (7, 8, 8, 12, 13, 15, 15, 16, 16, 17, 17, 18, 19, 20, 21, 21, 22, 22, 23)


@dataclass(frozen=True, slots=True)
class Somebody:
    """The person whom a story is about."""

    name: str
    sex: str
    age: int
    ethnicity: str

    def pronouns(self) -> dict[str, str]:
        """Return the words that a story leaves open."""
        she, her, hers = ("she", "her", "her") if self.sex == "female" else ("he", "him", "his")
        plain = {"she": she, "her": her, "hers": hers}
        return plain | {word.capitalize(): value.capitalize() for word, value in plain.items()}


def somebody(rng: Random, story: Story) -> Somebody:
    """Return a person who fits the story."""
    family = names().families[rng.choice(story.families)]
    sex = story.sex or rng.choice(("female", "male"))
    first = rng.choice(family.female if sex == "female" else family.male)
    low, high = story.ages
    age = round(rng.triangular(low, high, low + (high - low) / 3))
    return Somebody(f"{first} {rng.choice(family.surnames)}", sex, age, rng.choice(family.ethnicities))


def compose(
    rng: Random, story: Story, *, told_at: datetime, area: str, person: Somebody, just_now: bool = False
) -> IncidentReport:
    """Return the report of a story.

    Args:
        rng: chance.
        story: what happened.
        told_at: when the agency was told.
        area: the code of the area.
        person: whom it is about.
        just_now: it happened on the day before, not longer ago.
    """
    filled = person.pronouns() | {"area": area.replace("_", " ").title()}
    begun, precision = _occurred(rng, told_at, just_now)
    consent = rng.choice(_CONSENTS)
    shares_without = consent == "refused" and "child" in story.flags
    reported_by = "witness" if story.is_community else story.reported_by or rng.choice(_REPORTERS)
    return IncidentReport(
        recorded_on=timezone.localtime(told_at).date(),
        occurred_from=begun,
        occurred_precision=precision,
        kind=Kind(story.kind),
        offence=story.offence,
        strands=story.strands,
        perceived_religion=(rng.choice(story.perceived_religion),) if story.perceived_religion else (),
        reported_by=reported_by,
        flags=story.flags,
        incident_type=story.incident_type,
        area=area,
        premises=story.premises,
        consent=consent,
        pack_given=rng.choice((True, True, True, False, None)),
        description=story.text.format_map(filled),
        place=story.place.format_map(filled),
        danger=story.danger.format_map(filled),
        harm=story.harm.format_map(filled),
        wanted=story.wanted.format_map(filled),
        share_without_consent_reason=words()["withheld_reason"] if shares_without else "",
        legal_gateway="dpa_safeguarding" if shares_without else "",
        people=tuple(_people(rng, story, person, area, reported_by)),
    )


def _occurred(rng: Random, told_at: datetime, just_now: bool) -> tuple[datetime, Precision]:
    days = 1 if just_now else rng.choice((1, 1, 1, 1, 2, 2, 3, 5, 9, 20))
    day = timezone.localtime(told_at).date() - timedelta(days=days)
    if not just_now and rng.random() < 0.12:
        return moment(day, 0), Precision.DAY
    return moment(day, rng.choice(_HOURS), rng.randrange(0, 60, 5)), Precision.MINUTE


def _people(rng: Random, story: Story, person: Somebody, area: str, reported_by: str) -> list[PersonReport]:
    part = Part.WITNESS if story.is_community else Part.VICTIM
    if reported_by == "anonymous":
        known = PersonReport(part=part, is_anonymous=True, sex="not_recorded", ethnicity="not_recorded")
    else:
        known = _known(rng, story, part, person, area)
    return [known, _subject(rng, story)] if story.who else [known]


def _known(rng: Random, story: Story, part: Part, person: Somebody, area: str) -> PersonReport:
    number = rng.randint(100, 999)
    street = f"{rng.randint(1, 90)} {rng.choice(names().streets)}, {area.replace('_', ' ').title()}"
    return PersonReport(
        part=part,
        name=person.name,
        age=person.age if rng.random() < 0.93 else None,
        sex=person.sex,
        ethnicity=person.ethnicity if rng.random() < 0.82 else rng.choice(("not_recorded", "prefer_not_to_say")),
        phone=f"07700 900{number}",
        email=f"{person.name.lower().replace(' ', '.')}@post.example.org" if rng.random() < 0.4 else "",
        address=street if rng.random() < 0.8 else "",
        safe_contact=rng.choice(words()["safe_contact"]),
        do_not_tell=story.do_not_tell,
        language=rng.choice(words()["languages"]),
    )


def _subject(rng: Random, story: Story) -> PersonReport:
    """Return somebody whose name nobody knows; what the words say of age and sex stands in the codes too."""
    seen = rng.random() < 0.5
    about = _ABOUT.search(story.who)
    low, high = (12, 17) if _YOUNG.search(story.who) else (18, 62)
    guessed = rng.randint(low, high) if seen and rng.random() < 0.6 else None
    return PersonReport(
        part=Part.SUBJECT,
        age=int(about[1]) if about else guessed,
        sex=_sex_in(story.who) or (rng.choice(("male", "male", "female")) if seen else "not_recorded"),
        ethnicity=rng.choice(_SUBJECTS) if seen else "not_recorded",
        description=story.who,
    )


def _sex_in(words_for: str) -> str:
    said = {sex for word, sex in _SEXES.items() if word in re.findall(r"\w+", words_for.lower())}
    return {0: "", 1: next(iter(said), "")}.get(len(said), "not_recorded")
