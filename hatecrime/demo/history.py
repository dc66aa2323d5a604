"""The incidents of nine quarters, spread over days, agencies and areas as they come in life."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from random import Random

from django.utils import timezone

from cases.actions.importing import import_file
from cases.models import Incident
from cases.models.person import Part
from cases.report import IncidentReport, PersonReport
from hatecrime.demo.courses import Course
from hatecrime.demo.days import moment
from hatecrime.demo.diary import Diary
from hatecrime.demo.lives import Life, is_grave
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import Story, stories
from partners.roles import Permission
from partners.scope import acting
from reporting.periods import quarter_containing

QUARTERLY = (38, 41, 40, 45, 42, 44, 46, 49, 52)
"""How many incidents are told of in each quarter; in the last one, which runs, only those that have come by now."""
_YEAR_STARTS = 4
_FIRST_FILE = 16
_FURTHER = 0.07
_REMEMBERED = 12
_WEEKDAYS = (10, 9, 9, 9, 10, 3, 2)
_FITTING: dict[str, Callable[[Story], bool]] = {
    "POL": lambda story: story.kind == "crime",
    "HOMES": lambda story: story.premises == "dwelling",
    "LEARN": lambda story: "school" in story.flags,
}


def quarters_until(today: date) -> list[date]:
    """Return the first days of the nine quarters of which the last one holds `today`, and the day after that one."""
    period = quarter_containing(today, year_starts=_YEAR_STARTS)
    days = [period.day_after, period.first]
    while len(days) <= len(QUARTERLY):
        period = quarter_containing(period.first - timedelta(days=1), year_starts=_YEAR_STARTS)
        days.append(period.first)
    return days[::-1]


class History:
    """What came in, and was worked on, without anybody writing it a part."""

    def __init__(self, cast: Cast, diary: Diary, rng: Random) -> None:
        self.cast = cast
        self.diary = diary
        self.rng = rng
        self.courses: list[Course] = []
        self.shares = {agency.code: agency.share for agency in cast.plan.agencies if agency.share}

    def write(self, today: date, opening: datetime, quarterly: Sequence[int] = QUARTERLY) -> None:
        """Plan the history: a first file of the police, then one report after another.

        Args:
            today: a date in Europe/London.
            opening: when the partnership began to use the site.
            quarterly: how many reports come in each quarter; of the last one, those that have come by now.
        """
        self.diary.plan(opening + timedelta(hours=1), self._import)
        quarters = quarters_until(today)
        in_file = (_FIRST_FILE, *(0 for _ in quarterly[1:]))
        for number, less, (first, after) in zip(quarterly, in_file, pairwise(quarters), strict=True):
            for told_at in self._moments(first, after, max(0, number - less)):
                code = self.rng.choices(list(self.shares), list(self.shares.values()))[0]
                self._plan(told_at, code)

    def _moments(self, first: date, after: date, number: int) -> list[datetime]:
        """Return when people report: mostly on weekdays, sometimes at the weekend, from the second day on."""
        days = [first + timedelta(days=place) for place in range(4, (after - first).days)]
        drawn = self.rng.choices(days, [_WEEKDAYS[day.weekday()] for day in days], k=number)
        return [moment(day, self.rng.randint(8, 18), self.rng.randrange(60)) for day in sorted(drawn)]

    def _plan(self, told_at: datetime, code: str) -> None:
        course = Course(self.diary, Life(self.cast, self.rng, code, self._story(code)))
        self.courses.append(course)
        if self.rng.random() < _FURTHER:
            self.diary.plan(told_at, lambda: self._report_again(course, told_at))
        else:
            course.begin(told_at)

    def _story(self, code: str) -> Story:
        fits = _FITTING.get(code)
        fitting = [story for story in stories() if fits is None or fits(story)]
        first, second = self.rng.choices(fitting, [story.weight for story in fitting], k=2)
        return second if is_grave(first) else first

    def _report_again(self, instead: Course, told_at: datetime) -> None:
        """It is a further incident of a case that the agency knows, or, if no case is at that point, a new one."""
        earlier = self.courses[: self.courses.index(instead)]
        known = [course for course in earlier if course.life.code == instead.life.code and course.can_grow()]
        if known:
            self.rng.choice(known[-_REMEMBERED:]).add_incident()
        else:
            instead.begin(told_at)

    def _import(self) -> None:
        """The police hand over a file, from which the partnership takes its areas."""
        worker = self.cast.one("POL", Permission.INCIDENT_IMPORT, self.rng)
        courses = {f"QP-{number:05}": self._course(number) for number in range(1, _FIRST_FILE + 1)}
        rows = {number: course.life.written() for number, course in courses.items()}
        with acting(worker):
            outcome = import_file(actor=worker, file=_file(rows), create_areas=True)
            if outcome.errors:
                raise ValueError(f"The demo's first file has errors: {outcome.errors}")
            for incident in Incident.objects.filter(external_reference__in=courses).select_related("case"):
                courses[incident.external_reference].life.case = incident.case
        for course in courses.values():
            course.follow()

    def _course(self, number: int) -> Course:
        life = Life(self.cast, self.rng, "POL", self._story("POL"))
        life.area = self.cast.plan.areas[number % len(self.cast.plan.areas)]
        self.courses.append(course := Course(self.diary, life))
        return course


def _file(reports: dict[str, IncidentReport]) -> BytesIO:
    """Return the incident extract, version 1, that holds `reports` under their external references."""
    rows = [_row(number, report) for number, report in reports.items()]
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return BytesIO(text.getvalue().encode())


def _row(number: str, report: IncidentReport) -> dict[str, object]:
    people = {person.part: person for person in report.people}
    victim = people.get(Part.VICTIM, PersonReport(part=Part.VICTIM))
    subject = people.get(Part.SUBJECT, PersonReport(part=Part.SUBJECT))
    return {
        "external_reference": number,
        "recorded_on": report.recorded_on.isoformat(),
        "occurred_from": timezone.localtime(report.occurred_from).strftime("%Y-%m-%dT%H:%M"),
        "kind": report.kind.value,
        "offence": report.offence,
        "strands": ";".join(report.strands),
        "perceived_religion": ";".join(report.perceived_religion),
        "reported_by": report.reported_by,
        "flags": ";".join(report.flags),
        "area": report.area,
        "premises": report.premises,
        "victim_age": victim.age,
        "victim_sex": victim.sex,
        "victim_ethnicity": victim.ethnicity,
        "suspect_age": subject.age,
        "suspect_sex": subject.sex,
        "suspect_ethnicity": subject.ethnicity,
        "description": report.description,
    }
