"""Signing in with one's organisation: which one it is, going there, and coming back."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from hatecrime.single_sign_on import CONFIRM, Adapter
from partners.models import SingleSignOn, User
from partners.queries_sign_on import for_address, in_use
from partners.signed_in_with import confirms_with
from partners.way_on import way_on

_NONE = "No organisation signs in this way with that address. Sign in with your password, or ask your administrator."


_P = ParamSpec("_P")
_View = Callable[Concatenate[HttpRequest, _P], HttpResponseBase]


def signed_out_only(view: _View[_P]) -> _View[_P]:
    """Lead home whoever has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
        return redirect("home") if request.user.is_authenticated else view(request, *args, **kwargs)

    return guarded


class OrganisationForm(forms.Form):
    """The address by which the organisation is found."""

    email = forms.EmailField(
        label="Work email address",
        error_messages={"required": "Enter your work email address"},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_out_only
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the work address, whose domain says which organisation it is, and nothing of who has an account."""
    form = OrganisationForm(request.POST or None)
    found = for_address(form.cleaned_data["email"]) if request.method == "POST" and form.is_valid() else []
    if len(found) == 1:
        return redirect(f"{reverse('sign_on_page', args=[found[0].seat_id])}{_query(request)}")
    if request.method == "POST" and form.is_valid() and not found:
        form.add_error("email", _NONE)
    context = {"form": form, "organisations": found, "way_on": _query(request)}
    return render(request, "account/organisation.html", context)


@require_safe
@signed_out_only
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say where the person is about to go.

    A page of its own, because browsers let no form lead to another site under our content security policy.
    """
    sign_on = get_object_or_404(in_use(), seat_id=key)
    context = {"sign_on": sign_on, "host": sign_on.issuer.partition("://")[2], "way_on": _query(request)}
    return render(request, "account/organisation_page.html", context)


@require_safe
@signed_out_only
def go(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Lead to the organisation's provider."""
    try:
        provider = Adapter(request, str(key)).get_provider()
        return provider.redirect(request, "login", next_url=way_on(request))
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException) as reason:
        return _refused(request, reason)


@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """Say where somebody who signed in with their organisation confirms that it is them."""
    sign_on = _confirms(request)
    if sign_on is None:
        return redirect(f"{reverse('account_reauthenticate')}{_query(request)}")
    context = {"sign_on": sign_on, "host": sign_on.issuer.partition("://")[2], "way_on": _query(request)}
    return render(request, "account/organisation_confirm.html", context)


@require_safe
def confirm_go(request: HttpRequest) -> HttpResponseBase:
    """Lead there once more; the provider is told to ask again, whatever it remembers."""
    sign_on = _confirms(request)
    if sign_on is None:
        return redirect(f"{reverse('account_reauthenticate')}{_query(request)}")
    asked = {"prompt": "login", "max_age": "0"}
    try:
        provider = Adapter(request, str(sign_on.seat_id)).get_provider()
        return provider.redirect(
            request, "login", next_url=way_on(request), data={CONFIRM: str(request.user.pk)}, auth_params=asked
        )
    except (OAuth2Error, RequestException) as reason:
        return _refused(request, reason)


def _confirms(request: HttpRequest) -> SingleSignOn | None:
    return confirms_with(request.session, request.user) if isinstance(request.user, User) else None


@require_safe
def come_back(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take the answer of the provider, once."""
    adapter = Adapter(request, str(key))
    try:
        if request.GET.get("iss", issuer := adapter.get_provider().app.settings["server_url"]).rstrip("/") != issuer:
            return _refused(request, OAuth2Error("The answer is of another provider."))
        view = OAuth2CallbackView.adapter_view(adapter)  # type: ignore[no-untyped-call]
        answer: HttpResponseBase = view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


def _refused(request: HttpRequest, reason: Exception) -> HttpResponse:
    try:
        get_adapter(request).on_authentication_error(request, None, exception=reason)
    except ImmediateHttpResponse as refusal:
        answer: HttpResponse = refusal.response
    return answer


def _query(request: HttpRequest) -> str:
    wanted = way_on(request)
    return f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted != "/" else ""
