"""What the database's own catalogue says of isolation, compared with what we expect."""

import pytest
from django.db import ProgrammingError, connection, transaction

from hatecrime.row_security import EXEMPT

pytestmark = pytest.mark.django_db


def rows(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def test_every_table_is_under_row_security_or_exempt_for_a_reason() -> None:
    found = rows(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND relkind IN ('r', 'p') AND NOT relrowsecurity"
    )
    assert {name for (name,) in found} == set(EXEMPT)
    assert all(reason.endswith(".") for reason in EXEMPT.values())


def test_every_table_under_row_security_can_be_read_and_written_only_by_a_policy() -> None:
    """A command that the app role has a right to has a policy, with a check for what it writes."""
    found = rows(
        """
        SELECT c.relname, p.privilege_type
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN information_schema.table_privileges p ON p.table_name = c.relname AND p.table_schema = 'public'
        WHERE n.nspname = 'public' AND c.relrowsecurity AND p.grantee = 'app'
          AND NOT EXISTS (SELECT FROM pg_policies q WHERE q.tablename = c.relname
                          AND q.cmd IN (p.privilege_type, 'ALL')
                          AND (p.privilege_type <> 'INSERT' OR coalesce(q.with_check, q.qual) IS NOT NULL))
        """
    )
    assert found == []


def test_the_app_role_owns_nothing_and_cannot_truncate() -> None:
    owned = rows(
        "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE r.rolname <> 'owner'"
        " AND relnamespace IN ('public'::regnamespace, 'app'::regnamespace)"
    )
    assert owned == []
    rights = rows("SELECT DISTINCT privilege_type FROM information_schema.table_privileges WHERE grantee = 'app'")
    assert {right for (right,) in rights} == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_libraries_tables_that_we_do_not_use_are_closed_to_the_app_role() -> None:
    closed = [name for name, reason in EXEMPT.items() if "no rights" in reason]
    for name in closed:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(f"SELECT 1 FROM {name}")


def test_what_is_append_only_cannot_be_changed() -> None:
    changeable = rows(
        "SELECT DISTINCT table_name FROM information_schema.column_privileges"
        " WHERE grantee = 'app' AND privilege_type = 'UPDATE'"
    )
    removable = rows(
        "SELECT table_name FROM information_schema.table_privileges WHERE grantee = 'app' AND privilege_type = 'DELETE'"
    )
    append_only = {
        "audit_event",
        "audit_head",
        "audit_seal",
        "audit_unsealed",
        "cases_assessment",
        "cases_casetask",
        "cases_casetaskanswer",
        "cases_consultation",
        "cases_consultationreply",
        "cases_countersignature",
        "cases_decision",
        "cases_lowering",
        "cases_loweringanswer",
        "cases_prompt",
        "cases_proportionalitytest",
        "cases_reopening",
        "cases_riskthresholds",
        "cases_satisfaction",
        "cases_subjecterasure",
        "cases_telling",
        "cases_transfer",
        "cases_transferanswer",
        "cases_transferpaper",
        "cases_move",
        "cases_workplan",
        "conferences_correction",
        "conferences_correctionanswer",
        "conferences_digest",
        "conferences_minutes",
        "conferences_minutespart",
        "conferences_reminder",
        "conferences_reminderchoice",
        "conferences_repeat",
        "conferences_repeatanswer",
        "partners_acceptance",
        "partners_agreement",
        "reporting_loading",
        "reporting_releasefile",
        "reporting_releasetext",
        "reporting_reportfile",
    }
    assert append_only & {str(name) for (name,) in changeable + removable} == set()
    assert {name for (name,) in removable} == {
        "account_emailaddress",
        "account_emailconfirmation",
        "cases_caseuserobjectpermission",
        "cases_incidentdraft",
        "conferences_action",
        "conferences_attendance",
        "conferences_invitation",
        "conferences_item",
        "conferences_panelmember",
        "conferences_statement",
        "django_session",
        "mfa_authenticator",
        "usersessions_usersession",
    }


def test_functions_that_pass_row_security_have_a_fixed_search_path_and_are_not_public() -> None:
    found = rows(
        """
        SELECT p.proname, p.proconfig, has_function_privilege('stats', p.oid, 'EXECUTE')
        FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.prosecdef
          AND p.proname NOT LIKE 'pgtrigger_history_%' ORDER BY 1
        """
    )
    expected = [
        "accept_offer",
        "accept_transfer",
        "agencies_at_item",
        "agencies_invited",
        "amend_action",
        "cases_referred",
        "check_two_administrators",
        "claim_heads",
        "claim_report_reminders",
        "claim_return_reminders",
        "closed_cases",
        "closed_conferences",
        "closed_items",
        "closed_references",
        "conference_figures",
        "conferences_invited",
        "count_items",
        "counted_incidents",
        "decline_offer",
        "emergency_attempts",
        "erase_subject",
        "flag_of",
        "flagged_cases",
        "hidden_moments",
        "hidden_transfers",
        "incidents_alike",
        "incidents_alike_to",
        "instrument_of",
        "is_withdrawn",
        "items_invited",
        "judge_document",
        "kept_away_from",
        "leads",
        "linked_cases",
        "makes_minutes",
        "mark_repeat",
        "may_pass_on",
        "monitored_incidents",
        "open_in_emergency",
        "prompt_linked_cases",
        "queue_event",
        "recused_items",
        "report_takers",
        "says_who_sees",
        "scope_monitors",
        "seal_events",
        "set_due_day",
        "take_document",
        "transfer_figures",
        "waiting_documents",
        "waiting_notices",
        "walled_cases",
    ]
    assert found == [(name, ["search_path=pg_catalog, public"], False) for name in expected]
