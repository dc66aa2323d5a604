"""Where each role usually begins: the actions at the side of the home page."""

from typing import NamedTuple

from django.urls import reverse

from partners.actor import Actor
from partners.roles import Permission


class Start(NamedTuple):
    """One action: its words, what it is for, the name of its URL, and the permission it needs."""

    text: str
    hint: str
    url_name: str
    permission: Permission


class Link(NamedTuple):
    """A start as the page shows it."""

    text: str
    hint: str
    url: str


STARTS = (
    Start("Log an incident", "Report what happened, one question at a time", "incident_start", Permission.CASE_LOG),
    Start("Find a case", "By reference, state, strand or risk", "case_list", Permission.CASE_READ),
    Start("Next conference", "Agenda, attendance, decisions, minutes", "conference_list", Permission.CONFERENCE_READ),
    Start("Actions of your agency", "What was agreed, and by when", "action_list", Permission.ACTION_UPDATE),
    Start(
        "Incidents in the partnership",
        "What was reported and when decisions are due",
        "monitoring_list",
        Permission.MONITORING_READ,
    ),
    Start("This quarter so far", "Against the quarter before, and targets", "report_overview", Permission.REPORT_READ),
    Start("Reports", "Quarterly and annual figures", "report_list", Permission.REPORT_READ),
    Start("Who looked", "Who opened, changed or shared which case", "audit_list", Permission.AUDIT_READ),
    Start(
        "Agencies, people and settings",
        "Invite people, give roles, change limits",
        "administration",
        Permission.PARTNERSHIP_ADMINISTER,
    ),
    Start("Support services", "Who can help, and how to refer", "service_list", Permission.SERVICE_READ),
)


def starts(actor: Actor) -> list[Link]:
    """Return the actor's starts, the one used most first."""
    return [Link(start.text, start.hint, reverse(start.url_name)) for start in STARTS if actor.may(start.permission)]
