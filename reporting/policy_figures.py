"""Who sees the figures that a partnership loaded: its managers."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from cases.models import Term
from partners.actor import Actor
from partners.roles import Permission
from reporting.figure_words import figure_words
from reporting.figures.checked import Known
from reporting.models import Kind, Loading
from reporting.registry import TABLES


def visible_loadings(actor: Actor) -> QuerySet[Loading]:
    """Return every version that was loaded, without its rows, the latest year and version of each kind first."""
    if not actor.may(Permission.REPORT_READ):
        return Loading.objects.none()
    found = Loading.objects.filter(partnership_id=actor.partnership_id)
    return found.select_related("loaded_by").defer("content").order_by("kind", "-year", "-version")


def get_loading(actor: Actor, key: UUID) -> Loading:
    """Return one version that was loaded.

    Raises:
        Http404: there is none, or the actor may not see it. Both look the same.
    """
    found = visible_loadings(actor).filter(pk=key).first()
    if found is None:
        raise Http404("There are no figures here that you can see.")
    return found


def known_to(actor: Actor, kind: Kind | None = None) -> Known:
    """Return what a file of the actor's partnership may speak of: of figures, only where the kind names some."""
    areas = Term.objects.of("area", partnership_id=actor.partnership_id).exclude(code="not_recorded")
    figures = figure_words(actor.partnership_id, today=timezone.localdate()) if kind in _OF_FIGURES else {}
    return Known(dict(areas.values_list("code", "label")), frozenset(table.id for table in TABLES), figures)


_OF_FIGURES: Final = (Kind.TARGETS, Kind.NATIONAL)
