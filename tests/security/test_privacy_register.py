"""Every field is in the privacy register, and nothing else is."""

from django.apps import apps

from hatecrime.privacy import REGISTER

OURS = {"audit", "partners", "cases", "conferences", "referrals", "reporting"} | {"mfa", "usersessions"}


def stored() -> dict[str, set[str]]:
    """Every model of ours with its fields; a key kept as a plain value is named like a link."""
    return {
        model._meta.label: {
            field.name if field.name == "request_id" else field.name.removesuffix("_id")
            for field in model._meta.local_concrete_fields
        }
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }


def test_every_field_is_classified() -> None:
    assert {model: set(fields) for model, fields in REGISTER.items()} == stored()
