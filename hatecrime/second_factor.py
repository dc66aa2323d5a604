"""The second factor: how its secrets are kept, what its parts are called, and that production cannot do without it."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.checks import CheckMessage, Error, Tags, register

from partners.sealing import seal, unseal

_PURPOSE = "second factor"
_SKIPPED = "SECOND_FACTOR=skipped is for the demo alone. Set it to required, or set DEMO to yes."


class SecondFactorSkipped(RuntimeError):
    """The site was about to serve real cases without asking people for a second factor."""


def check_second_factor() -> None:
    """Check that the second factor is asked for, unless this is a demo.

    Raises:
        SecondFactorSkipped: it is not.
    """
    if settings.SECOND_FACTOR != "required" and not settings.DEMO:
        raise SecondFactorSkipped(_SKIPPED)


@register(Tags.security)
def _check(**_: Any) -> list[CheckMessage]:
    try:
        check_second_factor()
    except SecondFactorSkipped as reason:
        return [Error(str(reason), id="hatecrime.E001")]
    return []


def ways_of(user: AbstractBaseUser) -> list[Authenticator]:
    """Return the apps and passkeys with which the person confirms a sign-in; recovery codes only stand in for them."""
    return list(Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES))


def may_remove(authenticator: Authenticator) -> bool:
    """Say whether this way may be taken away: never the last one, where a second factor is required."""
    return settings.SECOND_FACTOR != "required" or len(ways_of(authenticator.user)) > 1


class SecondFactor(DefaultMFAAdapter):
    """Secrets are encrypted in the database; sentences say what to do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right, or has been used. Wait for the next code and enter that.",
        "cannot_delete_authenticator": "This is your only second step. Set up another one first.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt the key of an authenticator app or the seed of recovery codes."""
        return seal(text, purpose=_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Read it again."""
        return unseal(encrypted_text, purpose=_PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to leave somebody without a second factor."""
        return may_remove(authenticator)

    def get_totp_issuer(self) -> str:
        """Name the product in the authenticator app."""
        return str(settings.PRODUCT_NAME)

    def _get_site_name(self) -> str:
        return str(settings.PRODUCT_NAME)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Name a passkey whose owner gave it no name."""
        return f"Passkey {sum(1 for way in ways_of(user) if way.type == type) + 1}"


def names_of(ways: Iterable[Authenticator]) -> list[str]:
    """Return the codes of kinds of second factor, each once, in order."""
    return sorted({str(way.type) for way in ways})
