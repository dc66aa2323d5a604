"""What of conferences goes along when a case is handed over to another partnership: its minutes, and open actions."""

from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case
from cases.sections import Section
from cases.transfer_papers import Chapter, Line, Paper
from conferences.copies import SECTIONS
from conferences.minutes import read
from conferences.minutes_items import Content
from conferences.models import ActionState, AgendaReferral, AgendaState, Conference, ConferenceState, Edition, Item
from conferences.policy import visible_items
from conferences.queries import actions_about, agencies_at_item, conferences_about
from conferences.templatetags.actions import due
from conferences.versions import Version, versions_for
from partners.actor import Actor

_MOMENT = "j F Y, H:i"


def papers(actor: Actor, case: Case, sections: Collection[Section]) -> Iterator[Paper]:
    """Yield the final minutes of each conference about the case, as far as `sections` go, and the open actions.

    What other agencies brought to the table stays there: they shared it with those who sat at it, and with nobody else.
    """
    if set(SECTIONS.values()) & set(sections):
        held = conferences_about(actor, case).filter(state=ConferenceState.FINALISED).order_by("held_at")
        for conference in held.select_related("chairing_agency", "chair", "partnership"):
            yield from _minutes(actor, case, conference, sections)
    yield Paper("Actions that stay with the agencies that took them", Section.DECISION, _open_actions(actor, case))


def _minutes(actor: Actor, case: Case, conference: Conference, sections: Collection[Section]) -> Iterator[Paper]:
    """Yield the newest version that the actor's own agency has, with this case alone in it."""
    versions = versions_for(actor, conference, Edition.FINAL)
    for found in (item for version in versions[-1:] for item in read(version.content)["items"]):
        if found["reference"] == case.reference:
            item = visible_items(actor).get(conference=conference, case=case)
            title = f"Minutes of {date_format(timezone.localtime(conference.held_at))}, no. {conference.number}"
            chapters = [_meeting(conference, item, versions[-1]), Chapter("What was said", _said(found, sections))]
            yield Paper(title, Section.SUMMARY, chapters)


def _meeting(conference: Conference, item: Item, version: Version) -> Chapter:
    """Tell of the meeting, naming of its people those alone whose agencies were asked to this case."""
    content = read(version.content)
    met = {agency.name for agency in agencies_at_item(item)} | {conference.chairing_agency.name}
    there = [
        f"{who['name']}, {who['agency']} ({who['presence'].lower()})"
        for who in content["people"]
        if who["agency"] in met
    ]
    lines: list[Line] = [
        ("Held", date_format(content["held_at"], _MOMENT)),
        ("Chair", f"{content['chair']}, {content['chairing_agency']}"),
        ("Attendance", "\n".join(there)),
        ("Finalised", f"{date_format(content['finalised_at'], _MOMENT)} by {content['finalised_by']}"),
        ("SHA-256 of the full minutes", version.minutes.content_sha256),
    ]
    return Chapter("The conference", lines)


def _said(item: Content, sections: Collection[Section]) -> list[Line]:
    """Return what the item holds of the sections that are handed over, in the words of the minutes."""
    lines: list[Line] = []
    if SECTIONS["discussion"] in sections:
        lines.append(("Information and risks", item.get("discussion", "")))
    if SECTIONS["decision"] in sections:
        lines.append(("Decision", item.get("decision", "")))
        lines += [("Action", _action(action)) for action in item["actions"]]
    if SECTIONS["review_on"] in sections and item.get("review_on"):
        lines.append(("Risk to be looked at again", date_format(item["review_on"])))
    return lines


def _action(action: Content) -> str:
    by = date_format(action["due_on"]) if action["due_on"] else "at the next meeting"
    return f"{action['agency']}: {action['task']} ({by})"


def _open_actions(actor: Actor, case: Case) -> list[Chapter]:
    waiting = actions_about(actor, case).filter(state=ActionState.OPEN).select_related("agency")
    return [Chapter(f"{action.agency.name}, {due(action)}", [("Action", action.task)]) for action in waiting]


def obstacles(case: Case) -> Iterable[str]:
    """Say what of this app has to be settled before a case is handed over: a meeting to come, a place in a queue."""
    for item in Item.objects.filter(case=case, conference__state=ConferenceState.CONVENED).select_related("conference"):
        day = date_format(timezone.localtime(item.conference.held_at))
        yield f"The case conference of {day} has no final minutes: finalise them, or call it off."
    for referral in AgendaReferral.objects.filter(case=case, state=AgendaState.WAITING).select_related("panel"):
        yield f"The case waits for {referral.panel.name}: withdraw the referral first."
