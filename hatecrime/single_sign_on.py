"""Single sign-on by OpenID Connect with django-allauth, its applications read from the agencies' own settings.

Nobody signs up this way. Who comes back from a provider must be one of ours already: invited, open, with a role of
today at the very agency whose provider it is. The account of the provider is bound at the first sign-in, by an address
that the provider has verified; from then on only the binding counts.
"""

import secrets
import time
from typing import Any, NoReturn

import jwt
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.jwtkit import lookup_kid_jwk, verify_and_decode
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import Session

from partners.actions import sessions
from partners.actions.sign_on import bind, check_is_safe, secret_of
from partners.errors import NotPermitted, NotPossible
from partners.models import SingleSignOn, User
from partners.queries_sign_on import bound_to, holds_domain, in_use, return_address, works_at
from partners.signed_in_with import SESSION_KEY

SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "sms", "tel", "fpt", "face", "iris", "retina", "vbm", "sc"})
"""What a provider says of the ways it has asked for (RFC 8176) that is more than a password or a PIN."""
_SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
CONFIRM = "confirm"
_NOT_CONFIRMED = "Your organisation's sign-in did not confirm that it is you, with a second step, just now. Try again."
_NO_ANSWER = "Your organisation's sign-in did not answer as it should. Try again, or ask your administrator."
_NOT_OURS = (
    "This account of your organisation does not open an account here. Ask your partnership's administrator whether you "
    "have been invited, and with which address."
)


class Provider(OpenIDConnectProvider):
    """A provider that is asked with PKCE, a state and a nonce."""

    def get_pkce_params(self) -> dict[str, Any]:
        """Always send a challenge."""
        self.app.settings["oauth_pkce_enabled"] = True
        return dict(super().get_pkce_params())

    def get_oauth2_adapter(self, request: HttpRequest) -> "Adapter":
        """Return our adapter, which checks more."""
        return Adapter(request, self.app.provider_id)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the provider; the nonce is kept with the state, and must come back in the token."""
        nonce = secrets.token_urlsafe(24)
        asked = {"nonce": nonce, **kwargs.pop("auth_params", {})}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=asked, nonce=nonce, **kwargs
        )
        return answer


class Adapter(OpenIDConnectOAuth2Adapter):
    """Believes a provider only what is signed by the keys of the issuer that was set up."""

    def get_provider(self) -> Provider:
        """Return the provider with the settings of the agency."""
        provider = super().get_provider()  # type: ignore[no-untyped-call]
        return Provider(self.request, app=provider.app)

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself, which must be of this issuer and reached safely."""
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(config.get("issuer", "")).rstrip("/") != issuer:
            raise OAuth2Error("The provider calls itself by another name.")
        try:
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
                check_is_safe(str(config.get(name, "")))
        except NotPossible as reason:
            raise OAuth2Error(str(reason)) from reason
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return the address that is registered with the provider; not made from what the browser calls us."""
        return return_address(app.provider_id)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Read who it is from the signed token alone."""
        signed = str(kwargs["response"].get("id_token") or "")
        try:
            algorithm = jwt.get_unverified_header(signed)["alg"]
        except (jwt.PyJWTError, KeyError) as reason:
            raise OAuth2Error("There is no token.") from reason
        if algorithm not in _SIGNED_WITH:
            raise OAuth2Error("The token is not signed with a public key.")
        try:
            claims = verify_and_decode(
                credential=signed,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=lookup_kid_jwk,
            )
        except KeyError as reason:
            raise OAuth2Error("The token or the keys of the provider name no key.") from reason
        if not claims.get("sub") or claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The token is not for us.")
        if "email" not in claims:
            claims |= self._address_of(str(claims["sub"]), token.token)
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        return login

    def _address_of(self, subject: str, access_token: str) -> dict[str, Any]:
        """Ask for the address where the token does not carry it; the answer must be about the same person."""
        told = self._fetch_user_info(access_token)
        if told.get("sub") != subject:
            raise OAuth2Error("The provider tells of another person.")
        return {name: told[name] for name in ("email", "email_verified") if name in told}


class AgencyAccounts(DefaultSocialAccountAdapter):
    """Reads applications from the agencies' settings, and decides who may come in."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Return one application for each agency that is set up, approved and switched on."""
        return [_application(found) for found in in_use() if provider in (None, "openid_connect", str(found.seat_id))]

    def get_requests_session(self) -> Session:
        """Talk to providers without following them anywhere else."""
        session: Session = super().get_requests_session()  # type: ignore[no-untyped-call]
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up."""
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse in one sentence, whatever it was: a forged state, a code used twice, a provider that is away."""
        _refuse(request, _NO_ANSWER)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Decide, once the provider has said who it is, and go on as after a password."""
        claims = sociallogin.account.extra_data["id_token"]
        nonce = sociallogin.state.get("nonce")
        if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), str(nonce)):
            _refuse(request, _NO_ANSWER)
        sign_on = in_use().filter(seat_id=sociallogin.account.provider).first()
        if isinstance(request.user, User):
            raise ImmediateHttpResponse(_confirmed(request, request.user, sign_on, claims, sociallogin.state))
        user = _found(request, sign_on, claims) if sign_on else None
        if sign_on is None or user is None:
            _refuse(request, _NOT_OURS, str(claims.get("email", "")))
        raise ImmediateHttpResponse(_signed_in(request, user, sign_on, claims, sociallogin.state.get("next")))


def _application(sign_on: SingleSignOn) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=str(sign_on.seat_id),
        name=sign_on.seat.agency.name,
        client_id=sign_on.client_id,
        secret=secret_of(sign_on),
        settings={"server_url": sign_on.issuer, "fetch_userinfo": False},
    )


def _found(request: HttpRequest, sign_on: SingleSignOn, claims: dict[str, Any]) -> User | None:
    """Return which of our people this is: by the binding, or at the first sign-in by the verified address."""
    subject = str(claims["sub"])
    bound = bound_to(sign_on.issuer, subject)
    if bound is not None:
        return bound if works_at(bound, sign_on) else None
    email = str(claims.get("email", "")).strip().lower()
    if claims.get("email_verified") is not True or not holds_domain(sign_on, email):
        return None
    user = User.objects.filter(email=email).first()
    if user is None or not works_at(user, sign_on):
        return None
    try:
        bind(user=user, sign_on=sign_on, subject=subject, request_id=request.request_id)  # type: ignore[attr-defined]
    except NotPermitted as refusal:
        _refuse(request, str(refusal), email)
    return user


def _signed_in(
    request: HttpRequest, user: User, sign_on: SingleSignOn, claims: dict[str, Any], way_on: str | None
) -> HttpResponse:
    """Sign the person in; the provider's second factor counts only where the agency's settings say so."""
    record_authentication(request, user, "socialaccount", provider=str(sign_on.seat_id))
    if sign_on.trusts_second_factor and SECOND_FACTORS.intersection(_ways_in(claims)):
        record_authentication(request, user, "mfa", type="openid_connect")
    answer: HttpResponse = perform_login(
        request,
        user,
        email_verification="none",
        redirect_url=way_on or None,
        signal_kwargs={SESSION_KEY: str(sign_on.seat_id)},
    )
    return answer


def _confirmed(
    request: HttpRequest, person: User, sign_on: SingleSignOn | None, claims: dict[str, Any], state: dict[str, Any]
) -> HttpResponse:
    """Take the provider's word that somebody who has signed in has just proved again who they are."""
    if (state.get("data") or {}).get(CONFIRM) != str(person.pk):
        return redirect("home")
    age = time.time() - float(claims.get("auth_time", 0))
    counts = sign_on is not None and sign_on.trusts_second_factor and bound_to(sign_on.issuer, claims["sub"]) == person
    if not counts or age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT or not SECOND_FACTORS & set(_ways_in(claims)):
        _refuse(request, _NOT_CONFIRMED, person.email)
    record_authentication(request, person, "mfa", type="openid_connect", reauthenticated=True)
    sessions.confirm(user=person, how="openid_connect", request_id=request.request_id)  # type: ignore[attr-defined]
    return redirect(state.get("next") or "home")


def _ways_in(claims: dict[str, Any]) -> list[str]:
    ways = claims.get("amr")
    return [str(way) for way in ways] if isinstance(ways, list) else []


def _refuse(request: HttpRequest, sentence: str, email: str = "") -> NoReturn:
    sessions.refuse(email=email, request_id=request.request_id)  # type: ignore[attr-defined]
    page = render(request, "account/organisation_refused.html", {"sentence": sentence}, status=403)
    raise ImmediateHttpResponse(page)
