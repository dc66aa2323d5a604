"""Where a person can go from every page: one row an item, shown to those whose role has the permission."""

from typing import NamedTuple, TypedDict

from django.http import HttpRequest
from django.urls import reverse

from partners.actor import Actor
from partners.roles import Permission


class Destination(NamedTuple):
    """One item: its words, the name of its URL, and the permission it needs (none: everyone signed in)."""

    text: str
    url_name: str
    permission: Permission | None


class Item(TypedDict):
    """One item as the template shows it; `current` marks the part of the site the person is in."""

    text: str
    url: str
    current: bool


DESTINATIONS = (
    Destination("Home", "home", None),
    Destination("Log an incident", "incident_start", Permission.CASE_LOG),
    Destination("Cases", "case_list", Permission.CASE_READ),
    Destination("Conferences", "conference_list", Permission.CONFERENCE_READ),
    Destination("Panels", "panel_list", Permission.AGENDA_ARRANGE),
    Destination("Overview of conferences", "conference_overview", Permission.CONFERENCE_OVERSEE),
    Destination("Actions", "action_list", Permission.ACTION_UPDATE),
    Destination("Referrals", "referral_list", Permission.REFERRAL_READ),
    Destination("Incidents in the partnership", "monitoring_list", Permission.MONITORING_READ),
    Destination("Reports", "report_list", Permission.REPORT_READ),
    Destination("Support services", "service_list", Permission.SERVICE_READ),
    Destination("Who looked", "audit_list", Permission.AUDIT_READ),
    Destination("Administration", "administration", Permission.PARTNERSHIP_ADMINISTER),
)


def navigation(request: HttpRequest, actor: Actor) -> list[Item]:
    """Return the items that `actor` may use, in order, with the nearest one to this page marked."""
    places = [
        (place, reverse(place.url_name))
        for place in DESTINATIONS
        if place.permission is None or actor.may(place.permission)
    ]
    here = _nearest(request.path, [url for _, url in places])
    return [{"text": place.text, "url": url, "current": url == here} for place, url in places]


def _nearest(path: str, urls: list[str]) -> str | None:
    """Return the longest of `urls` that `path` lies under; the site's root counts only for itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
