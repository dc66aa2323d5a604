"""Filters for the components in `templates/components/`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.forms.utils import ErrorList
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hatecrime.forms import GovukBoundField
from partners.roles import Role

register = template.Library()
_REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b")


class Problem(NamedTuple):
    """One line of the error summary, and the id of the control it leads to (empty: the form as a whole)."""

    sentence: str
    target: str


@register.simple_tag(takes_context=True)
def problems(context: Context) -> list[Problem]:
    """Return everything wrong with the context's `form`, `second_form` and `formset`, in the order of the page."""
    forms, formset = (context.get("form"), context.get("second_form")), context.get("formset")
    found = [problem for form in forms if isinstance(form, BaseForm) for problem in _of_form(form)]
    if isinstance(formset, BaseFormSet) and formset.is_bound:
        found += [Problem(sentence, "") for sentence in _sentences(formset.non_form_errors())]
        found += [problem for each in formset.forms for problem in _of_form(each)]
    return found


def _of_form(form: BaseForm) -> Iterator[Problem]:
    if not form.errors:
        return
    first = next((field for field in form.visible_fields() if isinstance(field, GovukBoundField)), None)
    for sentence in _sentences(form.non_field_errors()):
        yield Problem(sentence, first.first_input_id if first else "")
    for field in form:
        if isinstance(field, GovukBoundField):
            yield from (Problem(words, "" if field.is_hidden else field.first_input_id) for words in field.messages)


def _sentences(errors: ErrorList) -> list[str]:
    return [str(sentence) for sentence in errors]


@register.filter
def page_numbers(page: Page[object]) -> list[int | str]:
    """Return the numbers beneath a list: the first, the last, this page, its neighbours, and the gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def in_order(roles: frozenset[Role]) -> list[Role]:
    """Return `roles` by their labels, so that a person's roles read the same on every page."""
    return sorted(roles, key=lambda role: role.label)


@register.filter
def unsplit(sentence: str) -> SafeString:
    """Return a sentence in which no reference of a case is split at the end of a line."""
    whole = _REFERENCE.sub(r'<span class="site-reference">\g<0></span>', escape(sentence))
    return mark_safe(whole)  # noqa: S308 - escaped above
