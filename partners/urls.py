"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from partners.views import (
    acting,
    administration,
    agreements,
    audit,
    home,
    notices,
    people,
    proposals,
    seats,
    second_factor,
    sign_on,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("acting-for/", acting.acting_choose, name="acting_choose"),
    path("administration/", administration.administration, name="administration"),
    path("administration/settings/", administration.partnership_settings, name="partnership_settings"),
    path("administration/agencies/new/", administration.agency_new, name="agency_new"),
    path("administration/agencies/<uuid:seat_id>/", seats.seat_page, name="seat_page"),
    path("administration/agencies/<uuid:seat_id>/change/", seats.seat_edit, name="seat_edit"),
    path("administration/agencies/<uuid:seat_id>/signature/", seats.seat_sign, name="seat_sign"),
    path("administration/agencies/<uuid:seat_id>/sign-on/", sign_on.sign_on_edit, name="sign_on_edit"),
    path("administration/agencies/<uuid:seat_id>/sign-on/approve/", sign_on.sign_on_approve, name="sign_on_approve"),
    path("administration/agencies/<uuid:seat_id>/end/", seats.seat_end, name="seat_end"),
    path("administration/agreements/new/", agreements.agreement_write, name="agreement_write"),
    path("administration/agreements/<uuid:agreement_id>/", agreements.agreement_page, name="agreement_page"),
    path("administration/people/new/", people.person_new, name="person_new"),
    path("administration/people/<uuid:user_id>/", people.person_page, name="person_page"),
    path("administration/people/<uuid:user_id>/change/", people.person_edit, name="person_edit"),
    path("administration/people/<uuid:user_id>/link/", people.person_link, name="person_link"),
    path("administration/people/<uuid:user_id>/roles/", people.role_give, name="role_give"),
    path("administration/people/<uuid:user_id>/disable/", people.person_disable, name="person_disable"),
    path(
        "administration/people/<uuid:user_id>/second-step/", second_factor.person_second_step, name="person_second_step"
    ),
    path("administration/people/<uuid:user_id>/sign-out/", people.person_sign_out, name="person_sign_out"),
    path("administration/people/<uuid:user_id>/enable/", people.person_enable, name="person_enable"),
    path("administration/proposals/<uuid:proposal_id>/", proposals.proposal_page, name="proposal_page"),
    path("administration/proposals/<uuid:proposal_id>/approve/", proposals.proposal_approve, name="proposal_approve"),
    path("administration/proposals/<uuid:proposal_id>/refuse/", proposals.proposal_refuse, name="proposal_refuse"),
    path("administration/roles/<uuid:membership_id>/end/", people.role_end, name="role_end"),
    path("agreements/", agreements.agreement_accept, name="agreement_accept"),
    path("log/", audit.audit_list, name="audit_list"),
    path("log/export/", audit.audit_export, name="audit_export"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/read/", notices.notice_read_all, name="notice_read_all"),
    path("notices/<uuid:notice_id>/", notices.notice_open, name="notice_open"),
    path("notices/<uuid:notice_id>/read/", notices.notice_read, name="notice_read"),
]
