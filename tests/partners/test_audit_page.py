"""Who looked: the auditor reads it, with names in place of keys, and reading is itself written."""

import ast
import csv
import re
from datetime import UTC, timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

import audit
from audit import log
from audit.models import Event
from audit.verbs import VERBS, meaning
from partners.actor import Actor
from partners.audit_file import HEADER
from partners.models import User
from partners.queries import system_actor
from partners.queries_audit import described
from partners.scope import acting
from partners.views import audit as views_audit
from tests.personas import World

CASE = "7KQ2-M4XD-9H"


def written(actor: Actor, verb: str, **fields: Any) -> None:
    with acting(actor):
        log.record(actor, verb, **fields)


def lines(world: World, **query: str) -> list[list[str]]:
    """Return the words of the log's lines, without their time."""
    page = world.client(world.grace).get(reverse("audit_list"), query).content.decode()
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    found = [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)][1:]
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]
    return [line for line in found if not line[1].startswith(("Signed in", "Read this log"))]


def test_a_line_says_who_did_what_to_which_case(world: World) -> None:
    written(world.bob, "case.read", subject=CASE, sections=["summary", "risk"])
    assert lines(world) == [["Bob, Ashbridge Housing", "Opened a case sections: risk, summary", CASE]]


def test_keys_of_people_and_agencies_become_names(world: World) -> None:
    written(world.frank, "role.give", subject=str(world.bob.user_id), facts={"role": "responsible_person"})
    written(
        world.alice, "case.share", subject=CASE, reason="vital_interests", facts={"to_agency": str(world.housing.pk)}
    )
    assert lines(world) == [
        [
            "Alice, Hate Crime Unit",
            "Gave an agency access to a case to agency: Ashbridge Housing; "
            "reason: Vital interests: to protect somebody’s life",
            CASE,
        ],
        ["Frank, Hate Crime Unit", "Gave a role role: responsible person", "Bob"],
    ]


THING = "dfdb1990-0c5e-4f0e-9d0e-2b7d9a3f5c11"


@pytest.mark.parametrize(
    ("verb", "facts", "reason", "expected"),
    [
        (
            "conference.convene",
            {"conference": THING, "invited": 3},
            "consent",
            "invited: 3; reason: Consent of the person",
        ),
        ("conference.write", {"conference": THING}, "", ""),
        ("action.answer", {"action": THING, "state": "not_possible"}, "", "state: not possible"),
        ("case.tell", {"told_on": "2026-11-19"}, "", "told on: 19 November 2026"),
        ("case.tell", {"told_on": None}, "unsafe", "reason: making contact would not be safe"),
        ("case.move", {"from": "new", "to": "assessed"}, "", "from: New; to: Assessed"),
        ("case.close", {"outcome": "charged", "told_on": None}, "", "outcome: Charged or summonsed"),
        ("case.list", {"hits": 0}, "", "cases found: 0"),
        ("decision.reopen", {"from": "closed"}, "new_incident", "from: Closed; reason: A further incident was added"),
        ("agency.seat", {"is_monitoring": False}, "", "Monitoring Agency: no"),
        ("role.give", {"role": "manager", "agency": "HOU"}, "", "agency: Ashbridge Housing; role: manager"),
        ("partnership.change", {"reporting_year_starts": 4}, "", "reporting year starts: April"),
        ("audit.list", {"events": 4, "filters": ""}, "", "events: 4"),
    ],
)
def test_facts_are_told_in_words(
    world: World, verb: str, facts: dict[str, str | int | bool | None], reason: str, expected: str
) -> None:
    with acting(world.grace):
        log.record(world.alice, verb, subject=CASE, facts=facts, reason=reason)
        events = Event.objects.filter(verb=verb, subject=CASE)
        assert [line.details for line in described(world.grace, events)] == [expected]


def test_the_key_of_a_thing_is_not_shown_and_a_person_told_is_named(world: World) -> None:
    written(world.alice, "draft.start", subject=THING)
    written(world.alice, "notice.email", subject=CASE, facts={"to_user": str(world.bob.user_id)})
    assert [line[1:] for line in lines(world)] == [["Sent a notice by email to: Bob", CASE], ["Started a draft", ""]]


@pytest.mark.parametrize("typed", [CASE, "7kq2m4xd9h", " 7KQ2 M4XD 9H "])
def test_a_case_is_found_however_its_reference_is_typed(world: World, typed: str) -> None:
    written(world.bob, "case.read", subject=CASE)
    written(world.bob, "case.read", subject="0000-0000-00")
    assert [line[2] for line in lines(world, subject=typed)] == [CASE]


def test_the_log_is_narrowed_by_person_and_deed(world: World) -> None:
    written(world.bob, "case.read", subject=CASE)
    written(world.bob, "case.close", subject=CASE)
    written(world.alice, "case.read", subject=CASE)
    assert [line[:2] for line in lines(world, person=str(world.bob.user_id), verb="case.read")] == [
        ["Bob, Ashbridge Housing", "Opened a case"]
    ]


def test_the_log_is_narrowed_by_days_of_the_calendar_here(world: World) -> None:
    today = timezone.localdate()
    written(world.bob, "case.read", subject=CASE)
    shown = {
        days: len(lines(world, first=f"{day:%d/%m/%Y}")) for days in (0, 1) if (day := today + timedelta(days=days))
    }
    assert shown == {0: 1, 1: 0}
    shown = {
        days: len(lines(world, last=f"{day:%d/%m/%Y}")) for days in (0, -1) if (day := today + timedelta(days=days))
    }
    assert shown == {0: 1, -1: 0}


@pytest.mark.parametrize(
    "query", [{"first": "soon"}, {"person": "somebody"}, {"first": "2/3/2026", "last": "1/3/2026"}]
)
def test_a_mistyped_filter_shows_nothing_and_says_why(world: World, query: dict[str, str]) -> None:
    written(world.bob, "case.read", subject=CASE)
    assert lines(world, **query) == []
    page = world.client(world.grace).get(reverse("audit_list"), query).content.decode()
    assert "govuk-error-message" in page


def test_another_partnership_and_its_people_are_not_shown(world: World) -> None:
    written(world.judy, "case.read", subject=CASE)
    page = world.client(world.grace).get(reverse("audit_list")).content.decode()
    assert lines(world) == []
    assert ">Judy<" not in page
    assert ">Alice<" in page


def test_reading_the_log_is_written_in_it(world: World) -> None:
    world.client(world.grace).get(reverse("audit_list"), {"subject": CASE, "verb": "case.read"})
    with acting(world.grace):
        found = list(Event.objects.filter(verb="audit.list").values_list("user_id", "subject", "facts"))
    assert found == [(world.grace.user_id, CASE, {"events": 0, "verb": "case.read"})]


def test_what_could_be_a_name_is_not_kept_of_a_search(world: World) -> None:
    """Only a reference and what was chosen from a list are written down; of anything else its length."""
    query = {"subject": "Mary Smith-Jones", "person": str(world.bob.person), "first": "2/3/2026"}
    world.client(world.grace).get(reverse("audit_list"), query)
    with acting(world.grace):
        (found,) = Event.objects.filter(verb="audit.list")
        assert found.subject == ""
        assert found.facts == {
            "events": 0,
            "person": str(world.bob.person),
            "first": "2026-03-02",
            "typed_characters": 16,
        }
        assert described(world.grace, [found])[0].details == (
            "events: 0; from: 2 March 2026; person: Bob; typed characters: 16"
        )


def test_pages_hold_fifty_lines_and_lead_on_by_place(world: World) -> None:
    """Among events of one moment too none is shown twice or left out; those written meanwhile move nothing."""
    moment = timezone.now()
    with acting(world.bob):
        where = {"at": moment, "partnership_id": world.partnership.pk, "verb": "case.read"}
        made = Event.objects.bulk_create(Event(subject=str(number), **where) for number in range(101))
    in_order = [event.subject for event in sorted(made, key=lambda event: event.pk, reverse=True)]
    client, seen, address = world.client(world.grace), list[list[str]](), reverse("audit_list") + "?verb=case.read"
    while address:
        shown = client.get(address).content.decode()
        seen.append(re.findall(r'data-label="About">([^<]*)<', shown))
        older = re.search(r'href="([^"]*)" rel="next"', shown)
        address = reverse("audit_list") + unescape(older[1]) if older else ""
        written(world.bob, "case.read", subject="new")
    assert [len(page) for page in seen] == [50, 50, 1]
    assert [subject for page in seen for subject in page] == in_order
    assert "Back to the newest" in shown


@pytest.mark.parametrize("mark", ["x", "2026-03-02T12:00:00+00:00_x", "2026-03-02T12:00:00_" + str(UUID(int=1))])
def test_a_mark_that_cannot_be_understood_shows_the_newest(world: World, mark: str) -> None:
    written(world.bob, "case.read", subject=CASE)
    assert [line[2] for line in lines(world, after=mark)] == [CASE]


def test_the_log_is_narrowed_by_agency(world: World) -> None:
    written(world.bob, "case.read", subject=CASE)
    written(world.alice, "case.read", subject=CASE)
    assert [line[0] for line in lines(world, agency=str(world.housing.pk))] == ["Bob, Ashbridge Housing"]


def exported(world: World, **query: str) -> list[list[str]]:
    answer = world.client(world.grace).get(reverse("audit_export"), query)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_same_lines_are_exported_and_that_is_an_event(world: World) -> None:
    written(world.bob, "case.read", subject=CASE, sections=["summary", "risk"])
    written(world.alice, "case.read", subject=CASE)
    header, *rows = exported(world, subject=CASE, person=str(world.bob.user_id))
    with acting(world.grace):
        event = Event.objects.get(verb="case.read", user_id=world.bob.user_id)
        (recorded,) = Event.objects.filter(verb="audit.export")
    assert header == list(HEADER)
    at = event.at.astimezone(UTC)
    assert rows == [
        [
            f"{at:%Y-%m-%dT%H:%M:%S.%f}Z",
            *("Bob", "Ashbridge Housing", "Opened a case", CASE, "risk, summary", "sections: risk, summary"),
            *("case.read", "test", str(event.pk)),
        ]
    ]
    assert (recorded.user_id, recorded.subject) == (world.grace.user_id, CASE)
    assert recorded.facts == {"events": 1, "person": str(world.bob.person)}
    assert recorded.request_id


def test_no_cell_of_the_export_is_a_formula(world: World) -> None:
    User.objects.filter(pk=world.bob.person).update(name="=cmd|' /C calc'!A0")
    written(world.bob, "case.read", subject="@SUM(1)")
    (row,) = exported(world, verb="case.read")[1:]
    assert (row[1], row[4]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)")


def test_the_export_asks_first_who_is_sitting_there(world: World) -> None:
    answer = world.client(world.grace, fresh=False).get(reverse("audit_export"), {"verb": "case.read"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    with acting(world.grace):
        assert not Event.objects.filter(verb="audit.export").exists()


def test_a_mistyped_filter_exports_nothing(world: World) -> None:
    answer = world.client(world.grace).get(reverse("audit_export"), {"first": "soon"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("audit_list") + "?first=soon")


def test_too_many_events_are_not_exported_by_halves(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_audit, "A_FILE", 1)
    for _ in range(2):
        written(world.bob, "case.read", subject=CASE)
    answer = world.client(world.grace).get(reverse("audit_export"), {"verb": "case.read"}, follow=True)
    assert "There are more than 1 events." in answer.content.decode()
    with acting(world.grace):
        assert not Event.objects.filter(verb="audit.export").exists()


@pytest.mark.parametrize("name", ["alice", "bob", "dana", "erin", "frank", "heidi", "ivan"])
def test_the_log_is_for_auditors(world: World, name: str) -> None:
    assert world.client(world.people()[name]).get(reverse("audit_list")).status_code == 403


def verbs_in_the_code() -> set[str]:
    """Return every verb that is handed to the log, found in the source."""
    root = Path(audit.__file__).parent.parent
    nouns = {verb.partition(".")[0] for verb in VERBS}
    found: set[str] = set()
    for app in ("partners", "cases", "conferences", "referrals", "reporting", "hatecrime"):
        for file in (root / app).rglob("*.py"):
            if "migrations" not in file.parts:
                found |= _verbs(ast.parse(file.read_text()), nouns)
    return found


def _verbs(tree: ast.AST, nouns: set[str]) -> set[str]:
    logged = [
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.record" and len(node.args) > 1
        for part in ast.walk(node.args[1])
    ]
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    direct = {node.value for node in logged if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    named = {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text) and text.partition(".")[0] in nouns}
    return direct | named


def test_every_verb_has_its_words() -> None:
    assert verbs_in_the_code() - set(VERBS) == set()


def test_a_verb_of_old_keeps_its_own_words() -> None:
    assert meaning("thing.set_aside") == "Thing set aside"


def test_work_that_no_person_started_has_an_id_of_its_own_in_the_log(world: World) -> None:
    for name in ("Schedule", "Command"):
        actor = system_actor(partnership=world.partnership, name=name)
        written(actor, "report.request")
        written(actor, "report.store")
    with acting(world.grace):
        ids = list(Event.objects.filter(user_id__isnull=True).order_by("at").values_list("request_id", flat=True))
    assert len(ids) == 4
    assert ids[0] == ids[1] != ids[2] == ids[3] != ""
