"""Roles and what they allow; docs/roles.md tells the same."""

from pathlib import Path

from partners.roles import GRANTS, Permission, Role

DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"
CONTENT = {
    Permission.ACTION_UPDATE,
    Permission.CASE_CLOSE,
    Permission.CASE_LOG,
    Permission.CASE_READ,
    Permission.CASE_SHARE,
    Permission.CONFERENCE_READ,
    Permission.REFERRAL_READ,
}


def table() -> str:
    head = "| permission | " + " | ".join(role.label for role in Role) + " |\n"
    rule = "|---|" + "---|" * len(Role) + "\n"
    rows = [
        f"| `{permission}` | " + " | ".join("yes" if permission in GRANTS[role] else "" for role in Role) + " |\n"
        for permission in Permission
    ]
    return head + rule + "".join(rows)


def test_the_document_shows_the_roles_as_they_are() -> None:
    assert table() in DOCUMENT.read_text()


def test_permissions_are_in_alphabetical_order_and_named_by_grammar() -> None:
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    assert all(permission.name == permission.value.replace(":", "_").upper() for permission in Permission)


def test_administrators_auditors_managers_and_monitors_see_no_case_content() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.MANAGER, Role.MONITOR):
        assert GRANTS[role] & CONTENT == set()
