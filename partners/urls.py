"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from partners.views import acting, audit, home, notices

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("acting-for/", acting.acting_choose, name="acting_choose"),
    path("log/", audit.audit_list, name="audit_list"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/read/", notices.notice_read_all, name="notice_read_all"),
    path("notices/<uuid:notice_id>/", notices.notice_open, name="notice_open"),
    path("notices/<uuid:notice_id>/read/", notices.notice_read, name="notice_read"),
]
