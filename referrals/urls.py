"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from referrals.views import answers, directory, referrals

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<str:reference>/refer/", referrals.referral_new, name="referral_new"),
    path("referrals/", referrals.referral_list, name="referral_list"),
    path("referrals/<uuid:referral_id>/", answers.referral_page, name="referral_page"),
    path("referrals/<uuid:referral_id>/answer/", answers.referral_answer, name="referral_answer"),
    path("referrals/<uuid:referral_id>/withdraw/", answers.referral_withdraw, name="referral_withdraw"),
    path("services/", directory.service_list, name="service_list"),
    path("services/new/", directory.service_new, name="service_new"),
    path("services/<uuid:service_id>/", directory.service_page, name="service_page"),
    path("services/<uuid:service_id>/edit/", directory.service_edit, name="service_edit"),
]
