"""Signing in and out, and passwords. Nothing of django-allauth that is not named here has an address."""

from allauth.account import views
from allauth.mfa.base.views import reauthenticate as confirm_with_code
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from hatecrime import second_factor_views as second
from hatecrime import sign_in
from hatecrime import single_sign_on_views as organisation
from partners.views import sessions, unsent

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("organisation/", organisation.find, name="sign_on_find"),
    path("organisation/confirm/", organisation.confirm, name="sign_on_confirm"),
    path("organisation/confirm/go/", organisation.confirm_go, name="sign_on_confirm_go"),
    path("organisation/<uuid:key>/", organisation.page, name="sign_on_page"),
    path("organisation/<uuid:key>/go/", organisation.go, name="sign_on_go"),
    path("organisation/<uuid:key>/return/", organisation.come_back, name="sign_on_return"),
    path("sign-out/", views.logout, name="account_logout"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/forgotten/", sign_in.Forgotten.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", require_safe(second.Overview.as_view()), name="mfa_index"),
    path("second-step/sign-in/", second.SignIn.as_view(), name="mfa_authenticate"),
    path("second-step/confirm/", confirm_with_code, name="mfa_reauthenticate"),
    path("second-step/app/", second.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("second-step/app/picture/", second.app_picture, name="mfa_totp_picture"),
    path("second-step/app/remove/", second.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("second-step/codes/", require_safe(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", second.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("second-step/passkeys/new/", second.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-step/passkeys/confirm/", second.ConfirmWithPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-step/passkeys/<int:pk>/name/", second.NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("second-step/passkeys/<int:pk>/remove/", second.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/end/", sessions.session_end, name="session_end"),
    path("sessions/time/", sessions.session_time, name="session_time"),
    path("not-sent/", unsent.unsent_page, name="unsent_page"),
    path("not-sent/keep/", unsent.unsent_keep, name="unsent_keep"),
    path("not-sent/discard/", unsent.unsent_discard, name="unsent_discard"),
]
