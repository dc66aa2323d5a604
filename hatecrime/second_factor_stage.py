"""The step of signing in that asks for a second factor."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """Asks unless a second factor has just been proved to the agency's own provider, whose word counts here."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        by_provider = bool(records) and records[-1]["method"] == "mfa" and records[-1]["type"] == "openid_connect"
        return not by_provider and bool(super()._should_handle(request))
