"""Importing a file on the page: what came of it, and its errors as a table and as a CSV file."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Event
from cases.forms.importing import LARGEST, MOST_ROWS
from cases.models import Incident, Term
from partners.actor import Actor
from partners.csv_files import harmless
from partners.scope import acting
from tests.personas import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

DATA = Path(__file__).resolve().parent.parent / "data"
GOOD = (DATA / "incidents.csv").read_bytes()
BROKEN = (DATA / "incidents_broken.csv").read_bytes()
HEADER = b"external_reference,recorded_on,occurred_from,kind,strands,reported_by\n"
ROW = re.compile(r'<th scope="row"[^>]*>(\d*)</th>\s*<td[^>]*data-label="Column">(?:<span[^>]*>)?([^<]*)')


@pytest.fixture
def alice(world: World) -> Client:
    return world.client(world.alice)


def send(browser: Client, data: bytes, *, name: str = "incidents.csv", **ticked: str) -> "Answer":
    upload = SimpleUploadedFile(name, data, "text/csv")
    return browser.post(reverse("incident_import"), {"file": upload, **ticked})


def words(answer: "Answer") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def signed(answer: "Answer") -> str:
    found = re.search(r'name="errors" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def count(actor: Actor) -> int:
    with acting(actor):
        return Incident.objects.count()


def test_the_page_says_what_the_file_has_to_look_like(alice: Client) -> None:
    answer = alice.get(reverse("incident_import"))
    assert answer.status_code == 200
    text = words(answer)
    for column in ("external_reference", "victim_ethnicity", "description"):
        assert column in text
    assert 'enctype="multipart/form-data"' in answer.content.decode()
    assert "Download all errors" not in text
    assert "There is a problem" not in text


def test_a_good_file_is_imported_and_the_next_page_says_so(world: World, alice: Client) -> None:
    answer = send(alice, GOOD, create_areas="on")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("incident_import"))
    assert "4 incidents were added. Areas made: old_town, quayside." in words(alice.get(reverse("incident_import")))
    with acting(world.alice):
        assert set(Incident.objects.values_list("external_reference", "recorded_by", "agency")) == {
            (f"ASH/{number}", world.alice.user_id, world.unit.pk) for number in (1, 2, 3, 4)
        }


def test_the_same_file_again_adds_nothing(world: World, alice: Client) -> None:
    send(alice, GOOD, create_areas="on")
    send(alice, GOOD)
    assert "0 incidents were added. 4 were here already." in words(alice.get(reverse("incident_import")))
    assert count(world.alice) == 4


def test_every_error_stands_in_the_table_and_nothing_is_imported(world: World, alice: Client) -> None:
    answer = send(alice, BROKEN, create_areas="on")
    assert answer.status_code == 200
    text = words(answer)
    assert "The file has 21 errors. Nothing was imported." in text
    assert "21 errors in the file" in text
    html = answer.content.decode()
    assert "<title>Error: " in html
    found = ROW.findall(html)
    assert len(found) == 21
    assert found[0] == ("2", "recorded_on")
    assert found[-1] == ("4", "occurred_from")
    assert re.search(r'name="create_areas"[^>]*checked', html)
    assert count(world.alice) == 0


def test_the_valid_rows_alone(world: World, alice: Client) -> None:
    answer = send(alice, BROKEN, valid_rows="on")
    assert "The file has 22 errors. 1 incident was added." in words(answer)
    assert count(world.alice) == 1


def test_unknown_areas_are_made_only_when_that_is_ticked(world: World, alice: Client) -> None:
    assert "The file has 3 errors. Nothing was imported." in words(send(alice, GOOD))
    with acting(world.alice):
        assert not Term.objects.filter(vocabulary="area").exists()


def test_the_errors_as_a_csv_file(alice: Client) -> None:
    page = send(alice, BROKEN)
    answer = alice.post(reverse("incident_import"), {"errors": signed(page)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="import-errors.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert list(rows[0]) == ["row", "column", "value", "message"]
    assert [(row["row"], row["column"], row["value"]) for row in rows[:3]] == [
        ("2", "recorded_on", "01/04/2026"),
        ("2", "occurred_from", "2026-03-31T25:00"),
        ("2", "kind", "theft"),
    ]
    assert len(rows) == 22
    assert rows[11]["value"] == "'-1"


def test_the_table_ends_after_two_hundred_and_the_csv_file_holds_all(alice: Client) -> None:
    lines = [b"%d,2026-04-01,2026-04-01,x,race,victim\n" % number for number in range(230)]
    page = send(alice, HEADER + b"".join(lines))
    assert "The first 200 of 230 errors" in words(page)
    assert len(ROW.findall(page.content.decode())) == 200
    answer = alice.post(reverse("incident_import"), {"errors": signed(page)})
    assert len(list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))) == 231


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_of_the_csv_file_is_a_formula(alice: Client, text: str) -> None:
    assert harmless(text) == f"'{text}"
    quoted = f'"{text}"'.encode()
    page = send(alice, HEADER + b"1,2026-04-01,2026-04-01,incident,race," + quoted + b"\n")
    answer = alice.post(reverse("incident_import"), {"errors": signed(page)})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[1][:2] == ["2", "reported_by"]
    assert rows[1][2].startswith("'")


@pytest.mark.parametrize("text", ["", "2026-04-01", "race", "a=b", "x@y"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_what_stands_in_a_cell_is_no_mark_up(alice: Client) -> None:
    data = HEADER + b"1,2026-04-01,2026-04-01,<script>alert(1)</script>,race,victim\n"
    html = send(alice, data).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_errors_that_were_tampered_with_or_are_another_persons_are_not_handed_out(world: World, alice: Client) -> None:
    errors = signed(send(alice, BROKEN))
    for browser, value in ((alice, errors + "x"), (alice, ""), (world.client(world.bob), errors)):
        answer = browser.post(reverse("incident_import"), {"errors": value})
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("incident_import"))
        assert "Upload the file again to see them." in words(browser.get(reverse("incident_import")))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty. It needs a row with the names of the columns."),
        (b"\n\n", "The file is empty. It needs a row with the names of the columns."),
        (b"\x00\x01", "The file is not a CSV file in UTF-8."),
        (b"caf\xe9,b\n", "The file is not a CSV file in UTF-8."),
        (b'a,"b\n', "The quotation marks do not match in the row that begins on line 1 of the file."),
        (b"a," * (LARGEST // 2) + b"b", "The file is larger than 1 MB. Split it into smaller files"),
        (b"a\n" * (MOST_ROWS + 2), "The file has 1,001 rows. Use 1,000 at most. Split it into smaller files"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_one_sentence(
    world: World, alice: Client, data: bytes, sentence: str
) -> None:
    answer = send(alice, data, valid_rows="on")
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert count(world.alice) == 0


def test_a_file_has_to_be_chosen(alice: Client) -> None:
    answer = alice.post(reverse("incident_import"))
    assert answer.status_code == 200
    assert "Choose the CSV file that you want to import" in words(answer)


def test_it_is_audited(world: World, alice: Client) -> None:
    send(alice, BROKEN)
    send(alice, GOOD, create_areas="on")
    with acting(world.grace):
        events = Event.objects.filter(verb="incident.import").order_by("at")
        assert [(event.user_id, event.facts) for event in events] == [
            (world.alice.user_id, {"rows": 4, "added": 0, "already_present": 0, "errors": 22}),
            (world.alice.user_id, {"rows": 4, "added": 4, "already_present": 0, "errors": 0}),
        ]


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_other_roles_have_no_such_page(world: World, name: str) -> None:
    browser = world.client(getattr(world, name))
    assert browser.get(reverse("incident_import")).status_code == 403
    assert send(browser, GOOD).status_code == 403
    assert count(world.alice) == 0
