"""What tests of the pages share: meetings to look at, and what is typed into the forms."""

import re
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from cases.models import Case
from conferences.actions import notes
from conferences.models import Conference, Item
from partners.scope import acting
from tests.conferences.meetings import WAY, a_case, a_conference, finalised
from tests.personas import World

SOON = timezone.localdate() + timedelta(days=2)
"""Still to come when the tests run past midnight."""


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def text_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return re.sub(r"\s+", " ", response.content.decode())


def new_case(world: World) -> Case:
    with acting(world.alice):
        return a_case(world.alice, WAY)


def convened(world: World) -> tuple[Case, Conference]:
    with acting(world.alice):
        case = a_case(world.alice)
        return case, a_conference(world, case)


def minuted(world: World, *, due_on: date | None = None) -> tuple[Case, Conference]:
    case, conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
    return case, conference


def item_at(world: World, conference: Conference) -> Item:
    with acting(world.dana):
        return Item.objects.get(conference=conference)


def versions_as_sent(item: Item) -> dict[str, str]:
    return {f"{field}_version": str(version) for field, version in notes.versions_of(item).items()}


def notes_as_typed(item: Item, **changes: Any) -> dict[str, Any]:
    return {
        **versions_as_sent(item),
        "discussion": "Fact: two visits.\r\nOpinion: it will go on.",
        "decision": "Act together.",
        "review_on": "",
        "task": "",
        "agency": "",
        "due_on": "",
        **changes,
    }
