"""How Django's forms become GOV.UK Frontend mark-up, in every app and without a word in the form itself.

The `FORM_RENDERER` setting points here. Forms stay plain `django.forms`; `docs/pages.md` says what they may ask for.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise

from hatecrime.sentences import sentence

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.ChoiceWidget, "select"),
    (widgets.Textarea, "textarea"),
    (widgets.FileInput, "file"),
    (widgets.PasswordInput, "password"),
    (widgets.NumberInput, "number"),
    (widgets.Input, "input"),
)
_CLASSES = {
    "checkboxes": "govuk-checkboxes",
    "radios": "govuk-radios",
    "checkbox": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "number": "govuk-input",
    "input": "govuk-input",
}
_WITH_ERROR_CLASS = frozenset({"select", "textarea", "file", "password", "number", "input"})
_EXAMPLES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateTimeField, "For example, 27/3/2026 14:30"),
    (forms.DateField, "For example, 27/3/2026"),
    (forms.TimeField, "For example, 14:30"),
)
_WIDTHS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateTimeField, "govuk-input--width-20"),
    (forms.DateField, "govuk-input--width-10"),
    (forms.TimeField, "govuk-input--width-5"),
    (forms.IntegerField, "govuk-input--width-5"),
)


def _first_match(pairs: Any, thing: object, default: str = "") -> str:
    return next((str(value) for kind, value in pairs if isinstance(thing, kind)), default)


class GovukBoundField(BoundField):
    """A field on a form, with what the GOV.UK templates need to know about it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if not self.help_text and self.kind == "input":
            self.help_text = _first_match(_EXAMPLES, field)

    @property
    def kind(self) -> str:
        """The sort of GOV.UK component: a key of `_CLASSES`, or "other"."""
        return _first_match(_KINDS, self.field.widget, "other")

    @property
    def is_page_heading(self) -> bool:
        """Whether the form names this field in its `page_heading` attribute: the question heads the page."""
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def first_input_id(self) -> str:
        """The id of the field's first control, where a link in the error summary leads."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def messages(self) -> list[str]:
        """The field's errors as sentences that say what to do."""
        return [self._sentence(error) for error in self.errors.as_data()]

    @property
    def character_limit(self) -> int | None:
        """The most characters a long answer may have, counted down beneath it (None: not counted)."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def aria_describedby(self) -> str | None:
        """The ids of the hint, the error and the character count, in that order."""
        ids = super().aria_describedby
        return f"{ids or ''} {self.auto_id}-info".strip() if self.character_limit else ids

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the classes and leave out what gets in people's way.

        `required` would let the browser answer before we do, `maxlength` cuts off pasted text without a word,
        and a placeholder vanishes when somebody types. False is how Django leaves an attribute out.
        """
        built = super().build_widget_attrs(attrs, widget)
        if self.is_hidden or (widget is not None and widget.is_hidden):
            return built
        built |= dict.fromkeys(("required", "maxlength", "placeholder"), False)
        built["class"] = self._widget_classes()
        if self.kind in {"radios", "checkboxes"}:
            built["aria-invalid"] = False
        return built

    def _widget_classes(self) -> str:
        wanted = str(self.field.widget.attrs.get("class", ""))
        base = _CLASSES.get(self.kind, "govuk-input")
        classes = [base]
        if self.errors and self.kind in _WITH_ERROR_CLASS:
            classes.append(f"{base.split()[0]}--error")
        if self.character_limit:
            classes.append("govuk-js-character-count")
        if self.kind in {"input", "number"} and "width" not in wanted:
            classes.append(_first_match(_WIDTHS, self.field))
        return " ".join(filter(None, [*classes, wanted]))

    def _sentence(self, error: ValidationError) -> str:
        """Return the error as the form's author wrote it, or our words in place of Django's own.

        Django's own sentences are lazily translated; a sentence written in this project is a plain string.
        """
        stock = isinstance(error.message, Promise)
        ours = sentence(error, self.field, str(self.label), self.kind) if stock else None
        return ours or str(error.messages[0])


class GovukRenderer(TemplatesSetting):
    """Renders every form with the templates in `templates/django/forms/`."""

    bound_field_class = GovukBoundField
