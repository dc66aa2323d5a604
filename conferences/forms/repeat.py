"""What becomes of a repeat: on the next agenda of a panel, or why not."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms

from cases.terms import Choices
from conferences.models import Panel
from conferences.queries_repeats import Usual

_NOT = "not"


class RepeatForm(forms.Form):
    """The usual panel and gateway are chosen already, so that one click is enough."""

    where = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a panel, or that the case is not heard again"},
    )
    legal_gateway = forms.ChoiceField(label="Legal basis for sharing", required=False)
    why_not = forms.CharField(
        label="If it is not heard again, why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        required=False,
    )

    def __init__(self, *args: Any, panels: Iterable[Panel], gateways: Choices, usual: Usual, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["where"] = str(usual.panel.pk) if usual.panel else ""
        self.initial["legal_gateway"] = usual.legal_gateway
        self.panels = {str(panel.pk): panel for panel in panels}
        named = [(key, f"Put it on the next agenda of {panel.name}") for key, panel in self.panels.items()]
        cast(forms.ChoiceField, self.fields["where"]).choices = [*named, (_NOT, "It is not heard again")]
        cast(forms.ChoiceField, self.fields["legal_gateway"]).choices = [("", "Choose the legal basis"), *gateways]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        where = facts.get("where")
        if where == _NOT and not (facts.get("why_not") or "").strip():
            self.add_error("why_not", "Say why the case is not heard again")
        if where not in (None, _NOT) and not facts.get("legal_gateway"):
            self.add_error("legal_gateway", "Choose the legal basis for sharing")
        return facts

    @property
    def panel(self) -> Panel | None:
        """The chosen panel; nothing when the case is not heard again. Ask only a valid form."""
        key: UUID | str = self.cleaned_data["where"]
        return self.panels.get(str(key))
