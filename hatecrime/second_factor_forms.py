"""Codes of the second factor: each counts once, each use and each failure is recorded."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from partners.actions import second_factor, sessions
from partners.models import User

_T = TypeVar("_T")
LAST_STEP = "last_step"
"""In the data of an authenticator app: the number of the 30 seconds whose code was used last."""


def step_of(secret: str, code: str) -> int | None:
    """Return the number of the 30 seconds that this code belongs to, if it is good now."""
    now, tolerance = int(time.time()) // app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE
    digits = "".join(code.split())
    steps = range(now - tolerance, now + tolerance + 1)
    return next((step for step in steps if format_hotp_value(hotp_value(secret, step)) == digits), None)


@transaction.atomic
def use_up(app: Authenticator, code: str) -> bool:
    """Take note that this code of an authenticator app is used; one used before, or older than that, counts no more.

    The note stands in the database, so that it outlasts the cache, and the row is locked, so that of two who send the
    same code at once only one gets in.
    """
    kept = Authenticator.objects.select_for_update().get(pk=app.pk)
    step = step_of(decrypt(kept.data["secret"]), code)
    if step is None or step <= kept.data.get(LAST_STEP, 0):
        return False
    kept.data[LAST_STEP] = step
    kept.save(update_fields=["data"])
    return True


class _Code(base.BaseAuthenticateForm):
    """A code of an authenticator app, or a recovery code."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describe(self.fields["code"])

    def clean_code(self) -> str:
        try:
            code = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP and not use_up(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            second_factor.refused(user=self.user, request_id=request_id())
            raise
        return str(code)


class SignInCode(_Code, base.AuthenticateForm):
    """The code after the password."""

    def save(self) -> None:
        """Take note of what was proved, and record it."""
        base.AuthenticateForm.save(self)
        note_use(self.user, str(self.authenticator.type), confirms=False)


class ConfirmCode(_Code, base.ReauthenticateForm):
    """The code of a person who has signed in and is asked once more."""

    def save(self) -> None:
        """Take note of what was proved, and record it."""
        base.ReauthenticateForm.save(self)
        note_use(self.user, str(self.authenticator.type), confirms=True)


class SetUpCode(ActivateTOTPForm):
    """The first code of a new authenticator app; it proves that the app was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describe(self.fields["code"])
        self.fields["code"].help_text = "The 6 numbers that the app shows now."


class _Passkey(webauthn.AuthenticateWebAuthnForm):
    """What a passkey answered."""

    user: User

    def clean_credential(self) -> Authenticator:
        try:
            return _understood(super().clean_credential)
        except ValidationError:
            second_factor.refused(user=self.user, request_id=request_id())
            raise


class SignInPasskey(_Passkey):
    """The passkey after the password."""

    def save(self) -> None:
        """Take note of what was proved, and record it."""
        super().save()
        note_use(self.user, Authenticator.Type.WEBAUTHN, confirms=False)


class ConfirmPasskey(_Passkey, webauthn.ReauthenticateWebAuthnForm):
    """The passkey of a person who has signed in and is asked once more."""


class NewPasskey(webauthn.AddWebAuthnForm):
    """A new passkey and its name."""

    def clean(self) -> Any:
        return _understood(super().clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_name(self.fields["name"])


class RenamePasskey(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_name(self.fields["name"])


def _understood(read: Callable[[], _T]) -> _T:
    """Return what was read of a passkey's answer; one that cannot be read is wrong like any other."""
    try:
        return read()
    except (AttributeError, InvalidSignature, LookupError, TypeError, ValueError) as reason:
        raise get_adapter().validation_error("incorrect_code") from reason


def note_use(user: User, kind: str, *, confirms: bool) -> None:
    """Record which second factor was used, and that it confirmed who is sitting there if they had signed in before."""
    second_factor.used(user=user, kind=kind, request_id=request_id())
    if confirms:
        sessions.confirm(user=user, how=kind, request_id=request_id())


def request_id() -> str:
    """Return the id of the request that is being answered."""
    return str(getattr(context.request, "request_id", ""))


def describe(field: forms.Field) -> None:
    """Give the field of a code its words, and let telephones offer the code."""
    field.label = "Code"
    field.help_text = "The 6 numbers in your authenticator app, or one of your recovery codes."
    field.error_messages["required"] = "Enter the code"
    field.widget.attrs.update(
        {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
    )
    field.widget.attrs.pop("placeholder", None)


def _describe_name(field: forms.Field) -> None:
    field.label = "Name of the passkey"
    field.help_text = "So that you can tell it from others, for example “Work telephone”."
    field.widget.attrs["class"] = "govuk-input--width-20"
