"""The second factor: how its secrets are kept, and what its parts are called."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from partners.sealing import seal, unseal

_PURPOSE = "second factor"


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
