"""Every check of a release and of loaded figures, alone: its sentence, and when it says nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest

from partners.roles import Role
from reporting import rules_figures, rules_releases
from reporting.figures.checked import Checked
from reporting.models import Audience, Release, ReleaseState, ReportRun, RunState
from reporting.registry import REPORTS
from tests.refusing import actor, refusal

ERIN = actor(Role.MANAGER)
NOT_A_MANAGER = "Only a partnership manager can prepare a release."
NOT_SIGNING = "Your role does not include signing what is published."
STATES = list(ReleaseState)


def run(**facts: object) -> ReportRun:
    plain = {"pk": uuid4(), "report": "annual", "state": RunState.STORED, "version": 1, "content": {"sums": []}}
    return ReportRun(**{**plain, **facts})


def test_the_newest_stored_report_is_released_by_a_manager() -> None:
    check, stored, newer = rules_releases.check_may_prepare, run(), run(version=2)
    assert refusal(check, ERIN, stored, stored) == refusal(check, ERIN, stored, None) == ""
    assert refusal(check, actor(), stored, stored) == NOT_A_MANAGER
    again = "There is a version 2 of this report. Release that one."
    assert refusal(check, ERIN, stored, newer) == again
    for state in set(RunState) - {RunState.STORED}:
        assert refusal(check, ERIN, run(state=state), None) == "This report is not ready yet."
    old = "This report was made before reports said what adds up to what. Make it again, then release it."
    for run_of_before in (run(content=None), run(content={}), run(content={"tables": []})):
        assert refusal(check, ERIN, run_of_before, None) == old
    as_it_is = refusal(check, ERIN, run(report="s17a"), None)
    assert as_it_is == "The depersonalised extract is not released: hand out its files as they are."


def test_a_report_is_released_for_those_it_is_for_with_tables_it_has() -> None:
    annual = REPORTS["annual"]
    assert [refusal(rules_releases.check_audience, annual, each) for each in annual.audiences] == [""] * 3
    lay = replace(annual, audiences=(Audience.LAY,))
    said = refusal(rules_releases.check_audience, lay, Audience.PUBLIC)
    assert said == f"The annual report is released only for “{Audience.LAY.label}”."
    check = rules_releases.check_tables
    assert refusal(check, Audience.LAY, ["strands"], ["strands", "areas"]) == ""
    assert refusal(check, Audience.LAY, ["strands", "x"], ["strands"]) == "The report has no table “x”."
    assert refusal(check, Audience.LAY, [], ["strands"]) == "Choose at least one table."


@pytest.mark.parametrize("state", STATES)
def test_what_is_done_with_a_release_depends_on_its_state(state: ReleaseState) -> None:
    release = Release(state=state)
    draft, published = state is ReleaseState.DRAFT, state is ReleaseState.PUBLISHED
    for check, fits, sentence in (
        (
            rules_releases.check_may_write,
            draft,
            "The texts of this release can be changed only while it is a draft.",
        ),
        (rules_releases.check_may_discard, draft, "Only a draft can be discarded."),
        (rules_releases.check_may_sign, draft, "Only a draft can be signed."),
        (rules_releases.check_may_withdraw, published, "Only a published release can be withdrawn."),
    ):
        assert refusal(check, ERIN, release) == ("" if fits else sentence)
        signs = check in {rules_releases.check_may_sign, rules_releases.check_may_withdraw}
        assert refusal(check, actor(), release) == (NOT_SIGNING if signs else NOT_A_MANAGER)


def test_a_draft_that_does_not_know_what_was_signed_since_is_not_signed() -> None:
    said = refusal(rules_releases.check_may_sign, ERIN, Release(state=ReleaseState.DRAFT), ["key"])
    assert said.startswith("Another release was signed since this draft was prepared")


def test_files_are_tried_again_where_writing_them_failed() -> None:
    check, waits = (
        rules_releases.check_may_write_files_again,
        "The files of this release are not waiting to be tried again.",
    )
    for state in STATES:
        for failure in ("", "The disk was full."):
            fits = state is ReleaseState.SIGNED and failure
            assert refusal(check, ERIN, Release(state=state, failure=failure)) == ("" if fits else waits)
    assert refusal(check, actor(), Release(state=ReleaseState.SIGNED, failure="f")) == NOT_A_MANAGER


def test_figures_are_loaded_by_a_manager_from_a_file_with_rows_and_no_error() -> None:
    assert refusal(rules_figures.check_may_load, ERIN) == ""
    assert refusal(rules_figures.check_may_load, actor()) == "Only a partnership manager can load figures for reports."
    check = rules_figures.check_can_be_loaded
    assert refusal(check, Checked(rows=[{"area": "a"}])) == ""
    assert refusal(check, Checked()) == "There is nothing in the file to load."
    assert refusal(check, Checked(rows=[{"area": "a"}], errors=["Row 2: no.", "Row 3: no."])) == "Row 2: no."
