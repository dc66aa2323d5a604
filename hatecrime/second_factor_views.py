"""Setting up, using and taking away second factors: allauth's pages, with our forms, our words and our log."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from hatecrime.second_factor import may_remove, ways_of
from hatecrime.second_factor_forms import LAST_STEP, note_use, step_of
from partners.actions import second_factor
from partners.models import User


class Overview(IndexView):
    """What the person has set up, or the choice of what to set up first."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        context["codes_left"] = len(codes.get_unused_codes()) if codes else None
        context["is_required"] = settings.SECOND_FACTOR == "required"
        context["has_none"] = not ways_of(_person(self.request))
        return context


class SignIn(AuthenticateView):
    """The second step after the password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kinds = {way.type for way in ways_of(self.stage.login.user)}
        return context | {"has_passkey": Authenticator.Type.WEBAUTHN in kinds, "options": _options(context)}


class ConfirmWithPasskey(ReauthenticateWebAuthnView):
    """The passkey of somebody who has signed in, once more."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["redirect_field_value"] = self.request.GET.get("next") or self.request.POST.get("next")
        return context | {"options": _options(context)}

    def form_valid(self, form: Any) -> HttpResponse:
        note_use(_person(self.request), Authenticator.Type.WEBAUTHN, confirms=True)
        return super().form_valid(form)

    def form_invalid(self, form: Form) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, str(sentence))
        return redirect(str(self.passthrough_next_url(self.request.path)))  # type: ignore[no-untyped-call]


class SetUpApp(ActivateTOTPView):
    """Setting up an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        secret = form.secret
        response = super().form_valid(form)
        app = Authenticator.objects.get(user=_person(self.request), type=Authenticator.Type.TOTP)
        app.data[LAST_STEP] = step_of(secret, form.cleaned_data["code"])
        app.save(update_fields=["data"])
        _note_added(self.request, Authenticator.Type.TOTP, with_codes=self.did_generate_recovery_codes)
        return response


class AddPasskey(AddWebAuthnView):
    """Setting up a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | kwargs | {"options": _options(context)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _note_added(self.request, Authenticator.Type.WEBAUTHN, with_codes=self.did_generate_recovery_codes)
        return response


class RemoveApp(DeactivateTOTPView):
    """Taking away an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _note_removed(self.request, Authenticator.Type.TOTP)
        return response


class NamePasskey(EditWebAuthnView):
    """Giving a passkey another name."""

    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """Taking away a passkey."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        if not may_remove(self.get_object()):
            messages.warning(self.request, str(get_adapter().error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        response = super().form_valid(form)
        _note_removed(self.request, Authenticator.Type.WEBAUTHN)
        return response


class NewCodes(GenerateRecoveryCodesView):
    """New recovery codes in place of the old ones."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = _person(self.request)
        second_factor.added(user=user, kind=Authenticator.Type.RECOVERY_CODES, request_id=_request_id(self.request))
        return response


@require_safe
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def app_picture(request: HttpRequest) -> HttpResponseBase:
    """Draw the QR code that an authenticator app reads, from the key that waits in the session."""
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(_person(request), get_totp_secret()))
    return HttpResponse(drawing, content_type="image/svg+xml")


def _note_added(request: HttpRequest, kind: str, *, with_codes: bool) -> None:
    """Record it; what was just set up was proved by setting it up, so the person is in."""
    user, number = _person(request), _request_id(request)
    second_factor.added(user=user, kind=kind, request_id=number)
    if with_codes:
        second_factor.added(user=user, kind=Authenticator.Type.RECOVERY_CODES, request_id=number)
    record_authentication(request, user, "mfa", type=kind, reauthenticated=True)


def _note_removed(request: HttpRequest, kind: str) -> None:
    second_factor.removed(user=_person(request), kind=kind, request_id=_request_id(request))


def _options(context: dict[str, Any]) -> str:
    """Return what the browser asks the passkey, as it stands in an attribute of the form."""
    (options,) = context["js_data"].values()
    return json.dumps(options, cls=DjangoJSONEncoder)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _request_id(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))
