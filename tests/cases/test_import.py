"""The incident extract, version 1: every rule of the format, and every error by its row and column."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Event
from cases.actions.importing import import_file
from cases.importing.cells import BadCell, beginning
from cases.importing.files import UnreadableFile
from cases.importing.outcome import Outcome
from cases.importing.rows import COLUMNS, read_rows
from cases.models import Account, Case, Incident, Person, Term
from cases.models.incident import Precision, Source
from cases.models.person import Part
from cases.states import State
from cases.terms import Terms
from partners.actor import Actor
from partners.errors import NotPermitted
from partners.models import Notice
from partners.scope import acting
from tests.personas import World

DATA = Path(__file__).resolve().parent.parent / "data"
GOOD = (DATA / "incidents.csv").read_bytes()
BROKEN = (DATA / "incidents_broken.csv").read_bytes()
PLAIN = {
    "external_reference": "ASH/1",
    "recorded_on": "2026-04-02",
    "occurred_from": "2026-04-01T21:20",
    "kind": "incident",
    "strands": "race",
    "reported_by": "victim",
}


def file_of(*rows: dict[str, str], columns: tuple[str, ...] = ()) -> bytes:
    """Return a file with `rows`; a column that a row does not give is empty."""
    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    out = StringIO()
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def imported(actor: Actor, data: bytes, *, create_areas: bool = False, valid_rows: bool = False) -> Outcome:
    with acting(actor):
        return import_file(actor=actor, file=BytesIO(data), create_areas=create_areas, valid_rows=valid_rows)


def wrong(world: World, **cells: str) -> list[tuple[int | None, str, str]]:
    """Return the errors of a file with one row: where and what value. It must have imported nothing."""
    outcome = imported(world.alice, file_of(PLAIN | cells))
    with acting(world.alice):
        assert Incident.objects.count() == outcome.added
    assert bool(outcome.errors) != bool(outcome.added)
    return [(error.row, error.column, error.value) for error in outcome.errors]


def only(world: World, **cells: str) -> Incident:
    """Return the incident of a file with one row."""
    assert wrong(world, **cells) == []
    with acting(world.alice):
        return Incident.objects.get()


def test_each_row_becomes_an_incident_with_a_case_of_its_own(world: World) -> None:
    outcome = imported(world.alice, GOOD, create_areas=True)
    assert outcome == Outcome(4, 4, 0, [], ["old_town", "quayside"])
    with acting(world.alice):
        cases = {case.opened_on: case for case in Case.objects.all()}
        found = {incident.external_reference: incident for incident in Incident.objects.all()}
        assert len({incident.case_id for incident in found.values()}) == 4
    assert sorted(cases) == [date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 6, 30)]
    assert {(case.state, case.lead_agency_id) for case in cases.values()} == {(State.NEW, world.unit.pk)}
    assert sorted(found) == ["ASH/1", "ASH/2", "ASH/3", "ASH/4"]
    assert {incident.source for incident in found.values()} == {Source.FILE}


def test_every_column_is_kept(world: World) -> None:
    imported(world.alice, GOOD, create_areas=True)
    with acting(world.alice):
        first = Incident.objects.get(external_reference="ASH/1")
        account = Account.objects.get(incident=first)
        people = {person.part: person for person in Person.objects.filter(incident=first)}
        second = Incident.objects.get(external_reference="ASH/2")
    assert (first.recorded_on, first.occurred_from) == (date(2026, 4, 1), datetime(2026, 3, 31, 20, 20, tzinfo=UTC))
    assert (first.occurred_to, first.occurred_precision) == (None, Precision.MINUTE)
    assert (first.kind, first.offence, first.strands, first.reported_by) == ("crime", "9B", ["race"], "victim")
    assert (first.area, first.premises, first.outcome) == ("quayside", "street", "charged")
    assert account.description == 'Shouted at, then followed, by "two men".'
    assert people.keys() == {Part.VICTIM, Part.SUBJECT}
    victim, subject = people[Part.VICTIM], people[Part.SUBJECT]
    assert (victim.age, victim.sex, victim.ethnicity, victim.name) == (27, "male", "white_other", "")
    assert (subject.age, subject.sex, subject.ethnicity) == (16, "male", "white_british")
    assert (second.strands, second.perceived_religion) == (["race", "religion"], ["muslim", "sikh"])
    assert second.flags == ["cyber", "repeat"]
    assert second.occurred_from == datetime(2026, 3, 31, 23, tzinfo=UTC)
    assert (second.occurred_to, second.occurred_precision) == (datetime(2026, 4, 2, 22, 59, tzinfo=UTC), Precision.DAY)
    with acting(world.alice):
        assert not Person.objects.filter(incident=second).exists()


def test_an_offence_in_the_partners_own_words_is_kept(world: World) -> None:
    assert only(world, kind="crime", offence="Throwing eggs, and shouting").offence == "Throwing eggs, and shouting"


LISTS = {
    "kind": "incident",
    "strands": "race religion sexual_orientation disability transgender age gender alternative_subculture "
    "gypsy_roma_traveller not_recorded",
    "perceived_religion": "buddhist christian hindu jewish muslim sikh other none unknown",
    "reported_by": "victim witness third_party police anonymous not_recorded",
    "flags": "cyber alcohol adult_at_risk child school repeat",
    "premises": "dwelling street shop licensed_premises school public_transport place_of_worship health online other",
    "victim_sex": "female male not_recorded",
    "suspect_sex": "female male not_recorded",
    "victim_ethnicity": "white_british asian_indian black_caribbean",
    "outcome": "charged out_of_court no_suspect evidential_victim_supports evidential_victim_does_not_support",
}


@pytest.mark.parametrize(("column", "code"), [(column, code) for column in LISTS for code in LISTS[column].split()])
def test_every_code_of_the_format_is_known(world: World, column: str, code: str) -> None:
    assert wrong(world, **{column: code}) == []


def test_the_ethnic_groups_are_nineteen_and_those_who_did_not_say(world: World) -> None:
    with acting(world.alice):
        codes = set(Terms.of(world.partnership.pk).codes("ethnicity", date(2026, 4, 1)))
    assert len(codes - {"not_recorded", "prefer_not_to_say"}) == 19


def test_a_strand_of_the_partnerships_own_is_known(world: World) -> None:
    with acting(world.alice):
        Term.objects.create(partnership=world.partnership, vocabulary="strand", code="sex_work", label="Sex work")
    assert only(world, strands="sex_work;race").strands == ["race", "sex_work"]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"external_reference": ""}, ("external_reference", "")),
        ({"external_reference": "x" * 61}, ("external_reference", "x" * 61)),
        ({"recorded_on": ""}, ("recorded_on", "")),
        ({"recorded_on": "02/04/2026"}, ("recorded_on", "02/04/2026")),
        ({"recorded_on": "2026-04-02T10:00"}, ("recorded_on", "2026-04-02T10:00")),
        ({"recorded_on": "2026-02-30"}, ("recorded_on", "2026-02-30")),
        ({"recorded_on": "2999-01-01"}, ("recorded_on", "2999-01-01")),
        ({"occurred_from": ""}, ("occurred_from", "")),
        ({"occurred_from": "yesterday"}, ("occurred_from", "yesterday")),
        ({"occurred_from": "2026-04-01T21:20:30"}, ("occurred_from", "2026-04-01T21:20:30")),
        ({"occurred_from": "2026-04-01T24:00"}, ("occurred_from", "2026-04-01T24:00")),
        ({"occurred_from": "2026-04-01T21:20Z"}, ("occurred_from", "2026-04-01T21:20Z")),
        ({"occurred_from": "2026-04-03"}, ("occurred_from", "2026-04-03")),
        ({"occurred_from": "0206-04-03"}, ("occurred_from", "0206-04-03")),
        ({"occurred_to": "2026-04-01T21:19"}, ("occurred_to", "2026-04-01T21:19")),
        ({"occurred_to": "2026-03-31"}, ("occurred_to", "2026-03-31")),
        ({"kind": ""}, ("kind", "")),
        ({"kind": "Crime"}, ("kind", "Crime")),
        ({"kind": "crime"}, ("offence", "")),
        ({"offence": "x" * 161}, ("offence", "x" * 100 + "…")),
        ({"strands": ""}, ("strands", "")),
        ({"strands": " ; "}, ("strands", " ; ")),
        ({"strands": "race,religion"}, ("strands", "race,religion")),
        ({"strands": "race;rase"}, ("strands", "rase")),
        ({"perceived_religion": "muslim;jedi"}, ("perceived_religion", "jedi")),
        ({"reported_by": ""}, ("reported_by", "")),
        ({"reported_by": "neighbour"}, ("reported_by", "neighbour")),
        ({"flags": "loud"}, ("flags", "loud")),
        ({"area": "atlantis"}, ("area", "atlantis")),
        ({"premises": "moon"}, ("premises", "moon")),
        ({"victim_age": "121"}, ("victim_age", "121")),
        ({"victim_age": "-1"}, ("victim_age", "-1")),
        ({"victim_age": "12.5"}, ("victim_age", "12.5")),
        ({"suspect_age": "thirty"}, ("suspect_age", "thirty")),
        ({"suspect_age": "٣"}, ("suspect_age", "٣")),
        ({"victim_sex": "m"}, ("victim_sex", "m")),
        ({"suspect_sex": "m"}, ("suspect_sex", "m")),
        ({"victim_ethnicity": "martian"}, ("victim_ethnicity", "martian")),
        ({"suspect_ethnicity": "martian"}, ("suspect_ethnicity", "martian")),
        ({"outcome": "hanged"}, ("outcome", "hanged")),
        ({"description": "x" * 10_001}, ("description", "x" * 100 + "…")),
        ({"description": "x" * 300_000}, ("description", "x" * 100 + "…")),
        ({"description": "a\x07b"}, ("description", "a\x07b")),
        ({"external_reference": "a\x1b[2Jb"}, ("external_reference", "a\x1b[2Jb")),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_column_and_value(
    world: World, cells: dict[str, str], place: tuple[str, str]
) -> None:
    assert wrong(world, **cells) == [(2, *place)]


@pytest.mark.parametrize("age", ["0", "120", " 27 "])
def test_the_ages_at_the_ends_are_allowed(world: World, age: str) -> None:
    incident = only(world, victim_age=age)
    with acting(world.alice):
        assert Person.objects.get(incident=incident).age == int(age)


def test_a_description_may_have_ten_thousand_characters_and_line_breaks(world: World) -> None:
    text = ("One line.\nAnother, “quoted”.\n" * 400)[:9_998] + "é!"
    incident = only(world, description=text)
    with acting(world.alice):
        assert Account.objects.get(incident=incident).description == text


def test_all_the_errors_of_a_file_come_in_one_pass_and_nothing_is_imported(world: World) -> None:
    outcome = imported(world.alice, BROKEN)
    assert (outcome.rows, outcome.added, outcome.already_present, outcome.areas_created) == (4, 0, 0, [])
    assert [(error.row, error.column, error.value) for error in outcome.errors] == [
        (2, "recorded_on", "01/04/2026"),
        (2, "occurred_from", "2026-03-31T25:00"),
        (2, "kind", "theft"),
        (2, "strands", "rase"),
        (2, "reported_by", "neighbour"),
        (2, "flags", "loud"),
        (2, "area", "quayside"),
        (2, "premises", "moon"),
        (2, "victim_age", "121"),
        (2, "victim_sex", "man"),
        (2, "victim_ethnicity", "martian"),
        (2, "suspect_age", "-1"),
        (2, "suspect_sex", "woman"),
        (2, "suspect_ethnicity", "venusian"),
        (2, "outcome", "hanged"),
        (3, "external_reference", ""),
        (3, "strands", ""),
        (3, "reported_by", ""),
        (3, "occurred_to", "2026-03-31"),
        (3, "offence", ""),
        (4, "external_reference", "BAD/1"),
        (4, "occurred_from", "2026-04-03"),
    ]
    assert all(error.message.endswith((".", "”.")) for error in outcome.errors)
    with acting(world.alice):
        assert [table.objects.count() for table in (Case, Incident, Account, Person)] == [0, 0, 0, 0]


def test_valid_rows_are_imported_when_that_is_asked_for(world: World) -> None:
    outcome = imported(world.alice, BROKEN, valid_rows=True)
    assert (outcome.rows, outcome.added, len(outcome.errors)) == (4, 1, 22)
    with acting(world.alice):
        assert Incident.objects.get().external_reference == "GOOD/1"


def test_the_same_file_twice_adds_nothing(world: World) -> None:
    imported(world.alice, GOOD, create_areas=True)
    assert imported(world.alice, GOOD, create_areas=True) == Outcome(4, 0, 4, [], [])
    with acting(world.alice):
        assert (Incident.objects.count(), Term.objects.filter(vocabulary="area").count()) == (4, 2)


def test_a_longer_file_adds_only_what_is_new(world: World) -> None:
    imported(world.alice, file_of(PLAIN))
    outcome = imported(world.alice, file_of(PLAIN, PLAIN | {"external_reference": "ASH/2"}))
    assert (outcome.added, outcome.already_present) == (1, 1)


def test_two_agencies_may_use_the_same_number(world: World) -> None:
    assert imported(world.alice, file_of(PLAIN)).added == 1
    assert imported(world.bob, file_of(PLAIN)).added == 1


def test_one_notice_a_file_and_nothing_personal_in_it(world: World) -> None:
    imported(world.alice, GOOD, create_areas=True)
    found = {}
    for name, actor in world.people().items():
        with acting(actor):
            rows = Notice.objects.filter(user_id=actor.person).values_list("kind", "subject", "path")
            if rows:
                found[name] = list(rows)
    assert found == {
        "heidi": [("incidents_imported", "4 incidents", "/cases/")],
        "ivan": [("incidents_imported", "4 incidents", "/monitoring/")],
    }


def test_it_is_audited_also_when_it_is_refused(world: World) -> None:
    imported(world.alice, GOOD, create_areas=True)
    imported(world.alice, BROKEN)
    with acting(world.grace):
        facts = list(Event.objects.filter(verb="incident.import").order_by("at").values_list("facts", flat=True))
        assert Event.objects.filter(verb="incident.record").count() == 4
        areas = Event.objects.filter(verb="term.create").values_list("subject", flat=True)
        assert set(areas) == {"area:old_town", "area:quayside"}
    assert facts == [
        {"rows": 4, "added": 4, "already_present": 0, "errors": 0},
        {"rows": 4, "added": 0, "already_present": 0, "errors": 21},
    ]


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_other_roles_import_nothing(world: World, name: str) -> None:
    with pytest.raises(NotPermitted, match="Your role does not include importing incidents"):
        imported(getattr(world, name), GOOD)


@pytest.fixture
def terms(world: World) -> Iterator[Terms]:
    with acting(world.alice):
        yield Terms.of(world.partnership.pk)


CELLS = st.fixed_dictionaries({name: st.text(max_size=12) | st.just(PLAIN.get(name, "")) for name in COLUMNS})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=CELLS)
def test_whatever_stands_in_the_cells_is_read_or_named(terms: Terms, cells: dict[str, str]) -> None:
    try:
        data = file_of(cells, columns=COLUMNS)
        rows = list(read_rows(BytesIO(data), terms, create_areas=True))
    except (UnreadableFile, UnicodeEncodeError):
        return
    named = {error.column for row in rows for error in row.errors}
    assert named <= {*COLUMNS, ""}
    for row in rows:
        assert row.errors or row.report.external_reference


def test_a_cell_says_what_to_do() -> None:
    with pytest.raises(BadCell, match="Use a date such as 2026-03-27, or a date and time to the minute"):
        beginning("27 March")
