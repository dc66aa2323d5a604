"""Releases: what a report says to an audience, signed by a person, the same bytes for ever."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile, is_zipfile

import pytest
from django.utils import timezone

from audit.models import Event
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from reporting.actions import release_work, releasing
from reporting.actions.narrative import Typed, WrittenMeanwhile, write
from reporting.actions.release_work import FAILED, waiting, work
from reporting.making import Document
from reporting.models import Audience, Release, ReleaseFile, ReleaseText, ReportRun
from reporting.relations import Sum, address, adds_up_to_base, base_of, shares_of
from reporting.releases.reading import changes_of, figures_of, passages_of, written
from reporting.render.json import report_from_json, report_json
from reporting.tables import Base, Column, Report, Row, Table, share
from tests.personas import World
from tests.reporting.conftest import Queue
from tests.reporting.samples import report as sample

pytestmark = pytest.mark.django_db

Tell = Callable[..., AbstractContextManager[object]]
STRANDS = {"race": 2051, "religion": 279, "disability": 97, "transgender": 3, "not_recorded": 1013}
PREMISES = {"street": 1841, "home": 1211, "shop": 391}


@pytest.fixture
def tell(django_capture_on_commit_callbacks: Tell) -> Tell:
    """Have what waits for the end of a transaction done, though a test never ends its own."""
    return django_capture_on_commit_callbacks


def table(id_: str, counts: Mapping[str, int], *also: Sum) -> Table:
    """A table whose rows add up to its base, with shares."""
    whole = sum(counts.values())
    return Table(
        id=id_,
        title=id_.capitalize(),
        base=Base("recorded incidents", whole),
        columns=(Column("recorded", "Recorded"), Column("percent", "Share (%)")),
        rows=tuple(Row(key, key.replace("_", " ").capitalize(), (n, share(n, whole))) for key, n in counts.items()),
        relations=(
            adds_up_to_base(id_, parts=list(counts), column="recorded"),
            *shares_of(id_, rows=list(counts), cell="percent", part="recorded", whole=base_of(id_)),
            *also,
        ),
    )


def counted(**strands: int) -> Report:
    """Three transgender victims among 3,443 incidents, which a second table counts again."""
    both = STRANDS | strands
    premises = PREMISES | {"street": PREMISES["street"] + sum(both.values()) - sum(STRANDS.values())}
    return sample(table("strands", both), table("premises", premises, Sum(base_of("premises"), (base_of("strands"),))))


def stored_run(world: World, report: Report, version: int = 1, kind: str = "quarterly") -> ReportRun:
    """A report that is ready, with these figures."""
    run = ReportRun(
        partnership=world.partnership,
        report=kind,
        period="2007-Q3",
        period_from=report.period.first,
        period_to=report.period.last,
        version=version,
        state="stored",
        stored_at=timezone.now(),
        content=json.loads(report_json(report)),
    )
    with acting(world.erin):
        run.save(force_insert=True)
    return run


def asked(world: World, run: ReportRun, audience: Audience, *tables: str) -> Release:
    with acting(world.erin):
        return releasing.prepare(actor=world.erin, run=run, audience=audience, tables=tables)


def drafted(world: World, run: ReportRun, audience: Audience, *tables: str) -> Release:
    release = asked(world, run, audience, *tables)
    assert work(release.pk, world.partnership.pk)
    return again(world, release.pk)


def again(world: World, key: UUID) -> Release:
    with acting(world.erin):
        return Release.objects.select_related("run").get(pk=key)


def published(world: World, release: Release) -> dict[str, bytes]:
    with acting(world.erin):
        releasing.sign(actor=world.erin, release=release)
    assert work(release.pk, world.partnership.pk)
    with acting(world.erin):
        return {file.format: bytes(file.content) for file in ReleaseFile.objects.filter(release=release)}


def say(world: World, release: Release, version: int = 0, **words: str) -> list[str]:
    with acting(world.erin):
        typed = {key: Typed(text, version) for key, text in words.items()}
        return write(actor=world.erin, release=release, typed=typed)


def unpacked(content: bytes) -> bytes:
    """All that a file holds: of a zip, every file in it."""
    if not is_zipfile(BytesIO(content)):
        return content
    with ZipFile(BytesIO(content)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_what_is_kept_back_stands_in_no_file_and_the_rest_in_all(world: World, queue: Queue) -> None:
    run = stored_run(world, counted())
    release = drafted(world, run, Audience.PUBLIC)
    assert (release.state, release.version, release.threshold) == ("draft", 1, 5)
    assert address("strands", "transgender", "recorded") in release.hidden
    say(world, release, key_findings="Race stands first.")
    files = published(world, release)
    assert set(files) == {"html", "ods", "csv", "json"}
    values = {str(cell): row.key for table in counted().tables for row in table.rows for cell in row.cells[:1]}
    shown = {str(cell) for table in figures_of(release).tables for row in table.rows for cell in row.cells[:1]}
    gone = [value for value in values if value not in shown and len(value) > 1]
    kept = [value for value in values if value in shown]
    assert gone
    assert kept
    for name, content in files.items():
        everything = unpacked(content).decode().replace(",", "")
        assert [value for value in gone if value in everything] == [], name
        assert [value for value in kept if value not in everything] == [], name
        assert "Race stands first." in everything
        assert "Glossary" in everything or "glossary" in everything
    document = json.loads(files["json"])
    row = next(row for row in document["tables"][0]["rows"] if row["key"] == "transgender")
    assert row["cells"] == [{"shorthand": "c"}, {"shorthand": "c"}]
    assert (document["audience"], document["marking"], document["version"]) == ("public", "OFFICIAL", 1)
    assert "OFFICIAL-SENSITIVE" not in files["html"].decode()


def test_the_partnerships_own_release_keeps_nothing_back_and_is_marked(world: World, queue: Queue) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PARTNERSHIP)
    assert (release.hidden, release.threshold) == ([], 0)
    assert figures_of(release).table("strands").cell("transgender", "recorded") == 3
    assert "OFFICIAL-SENSITIVE" in published(world, release)["html"].decode()


def test_lay_members_get_the_tables_that_were_chosen_and_nothing_about_others(world: World, queue: Queue) -> None:
    run = stored_run(world, counted())
    with pytest.raises(NotPossible, match="no table “nowhere”"):
        asked(world, run, Audience.LAY, "nowhere")
    files = published(world, drafted(world, run, Audience.LAY, "strands"))
    document = json.loads(files["json"])
    assert [each["id"] for each in document["tables"]] == ["strands"]
    assert "premises" not in files["json"].decode()


def test_a_mask_knows_every_release_before_it_and_a_draft_of_before_cannot_be_signed(
    world: World, queue: Queue
) -> None:
    run = stored_run(world, counted())
    public = drafted(world, run, Audience.PUBLIC)
    lay = drafted(world, run, Audience.LAY, "premises")
    assert (public.considered, lay.considered) == ([], [])
    published(world, public)
    with acting(world.erin), pytest.raises(NotPossible, match="signed since this draft"):
        releasing.sign(actor=world.erin, release=again(world, lay.pk))
    with acting(world.erin):
        releasing.discard(actor=world.erin, release=again(world, lay.pk))
    lay = drafted(world, run, Audience.LAY, "premises")
    assert lay.considered == [str(public.pk)]
    assert figures_of(lay).table("premises").rows == figures_of(public).table("premises").rows
    published(world, lay)


def test_a_further_version_says_what_changed(world: World, queue: Queue) -> None:
    first = drafted(world, stored_run(world, counted()), Audience.PARTNERSHIP)
    say(world, first, foreword="We begin.")
    before = published(world, first)
    with acting(world.erin):
        assert [(each.title, each.words) for each in passages_of(again(world, first.pk))] == [("Foreword", "We begin.")]
    second = drafted(world, stored_run(world, counted(race=2053), version=2), Audience.PARTNERSHIP)
    with acting(world.erin):
        offered = {each.slot.key: (each.words, each.version) for each in written(second)}
    assert offered["foreword"] == ("We begin.", 0)
    say(world, second, foreword="We begin again.")
    with acting(world.erin):
        changes = changes_of(second)
    assert changes == [
        "Strands: the number counted was 3,443 and is now 3,445.",
        "Strands: “Race”, “Recorded” was 2,051 and is now 2,053.",
        "Premises: the number counted was 3,443 and is now 3,445.",
        "Premises: “Street”, “Recorded” was 1,841 and is now 1,843.",
        "Premises: “Shop”, “Share (%)” was 11.4 and is now 11.3.",
        "The text “Foreword” is different.",
    ]
    files = published(world, second)
    assert json.loads(files["json"])["changes"] == changes
    assert all("is now 2,053" in unpacked(files[name]).decode() for name in files)
    with acting(world.erin):
        assert {file.format: bytes(file.content) for file in ReleaseFile.objects.filter(release=first)} == before


def test_a_worker_is_told_and_what_it_forgets_is_found(world: World, queue: Queue, tell: Tell) -> None:
    run = stored_run(world, counted())
    with tell(execute=True):
        release = asked(world, run, Audience.PARTNERSHIP)
    assert queue.messages() == [("reporting.tasks.work_on_release", [str(release.pk), str(world.partnership.pk)])]
    assert waiting(world.partnership) == []
    with acting(world.erin):
        taken = {"attempt": 1, "leased_until": timezone.now() - timedelta(seconds=1)}
        Release.objects.filter(pk=release.pk).update(**taken)
    assert waiting(world.partnership) == [release.pk]
    with acting(world.erin):
        Release.objects.filter(pk=release.pk).update(attempt=3)
    assert waiting(world.partnership) == []
    assert again(world, release.pk).state == "failed"


def test_only_who_has_the_right_prepares_and_signs(world: World, queue: Queue) -> None:
    run = stored_run(world, counted())
    with acting(world.dana), pytest.raises(NotPermitted, match="manager"):
        releasing.prepare(actor=world.dana, run=run, audience=Audience.PUBLIC)
    release = drafted(world, run, Audience.PARTNERSHIP)
    with acting(world.dana), pytest.raises(NotPermitted, match="signing"):
        releasing.sign(actor=world.dana, release=release)
    published(world, release)
    for deed in (releasing.sign, releasing.discard, releasing.write_files_again):
        with acting(world.erin), pytest.raises(NotPossible):
            deed(actor=world.erin, release=again(world, release.pk))
    with acting(world.grace):
        found = Event.objects.filter(verb__startswith="release.").order_by("at").values_list("verb", "subject")
        assert list(found) == [
            (verb, "quarterly 2007-Q3 for the partnership, version 1")
            for verb in ("release.request", "release.prepare", "release.sign", "release.publish")
        ]


def test_a_withdrawn_release_says_why_and_is_still_known(world: World, queue: Queue) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PUBLIC)
    published(world, release)
    with acting(world.erin), pytest.raises(NotPossible, match="Say why"):
        releasing.withdraw(actor=world.erin, release=again(world, release.pk), why=" ")
    with acting(world.erin):
        releasing.withdraw(actor=world.erin, release=again(world, release.pk), why="Harbour counted twice.")
    browser = world.client(world.erin)
    path = f"/reports/library/{release.pk}/"
    told = browser.get(f"{path}download/json/")
    assert "Harbour counted twice." in told.content.decode()
    assert "attachment" not in told.headers.get("Content-Disposition", "")
    assert "Harbour counted twice." in browser.get(path).content.decode()
    given = browser.get(f"{path}download/json/?known")
    assert (
        given.headers["Content-Disposition"]
        == 'attachment; filename="ash-quarterly-2007-q3-public-version-1-withdrawn.json"'
    )
    assert drafted(world, again(world, release.pk).run, Audience.PUBLIC).considered == [str(release.pk)]


def test_texts_are_kept_in_versions_and_nobody_overwrites_another_unseen(world: World, queue: Queue) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PARTNERSHIP)
    assert say(world, release, foreword="One.", next_steps="") == ["foreword"]
    assert say(world, release, version=1, foreword="Two. ") == ["foreword"]
    assert say(world, release, version=0, foreword="Two.") == []
    with pytest.raises(WrittenMeanwhile) as late:
        say(world, release, version=1, foreword="Three.")
    assert late.value.slots == ("foreword",)
    with pytest.raises(NotPossible, match="no such text"):
        say(world, release, nowhere="x")
    with acting(world.erin):
        texts = ReleaseText.objects.filter(release=release).values_list("slot", "version", "words")
        assert list(texts) == [("foreword", 1, "One."), ("foreword", 2, "Two.")]
    published(world, release)
    with pytest.raises(NotPossible, match="only while it is a draft"):
        say(world, again(world, release.pk), version=2, foreword="Late.")


def test_what_cannot_be_protected_fails_with_a_reason_and_what_breaks_is_given_up_after_three_tries(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = stored_run(world, counted())
    release = asked(world, run, Audience.PUBLIC)
    monkeypatch.setattr("reporting.releases.protecting.protect", lambda *_, **__: 1 / 0)
    assert [work(release.pk, world.partnership.pk) for _ in range(4)] == [False] * 4
    found = again(world, release.pk)
    assert (found.state, found.failure, found.attempt) == ("failed", FAILED, 3)
    monkeypatch.undo()
    assert asked(world, run, Audience.PUBLIC).pk != release.pk


def test_files_are_written_only_of_what_was_signed(world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PARTNERSHIP)
    with acting(world.erin):
        releasing.sign(actor=world.erin, release=release)
    with monkeypatch.context() as other:
        other.setattr(release_work, "signable", lambda release: Document("json", b"Something else"))
        assert [work(release.pk, world.partnership.pk) for _ in range(3)] == [False] * 3
    found = again(world, release.pk)
    assert (found.state, found.failure) == ("signed", FAILED)
    with acting(world.erin):
        assert not ReleaseFile.objects.filter(release=release).exists()
        releasing.write_files_again(actor=world.erin, release=found)
    assert waiting(world.partnership) == []
    assert work(release.pk, world.partnership.pk)
    assert again(world, release.pk).state == "published"


def test_a_report_without_relations_is_not_released(world: World, queue: Queue) -> None:
    run = stored_run(world, counted())
    old = stored_run(world, counted(), version=2)
    with acting(world.erin), pytest.raises(NotPossible, match="version 2"):
        releasing.prepare(actor=world.erin, run=run, audience=Audience.PUBLIC)
    assert old.content
    del old.content["sums"]
    assert report_from_json(json.dumps(old.content)).sums == ()
    with acting(world.erin), pytest.raises(NotPossible, match="Make it again"):
        releasing.prepare(actor=world.erin, run=old, audience=Audience.PUBLIC)
