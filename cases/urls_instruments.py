"""The addresses of the pages on which an administrator looks after risk instruments."""

from django.urls import URLPattern, path

from cases.views import instruments

_ONE = "administration/instruments/<slug:fingerprint>/"

urlpatterns: list[URLPattern] = [
    path("administration/instruments/", instruments.instrument_list, name="instrument_list"),
    path("administration/instruments/upload/", instruments.instrument_upload, name="instrument_upload"),
    path(_ONE, instruments.instrument_page, name="instrument_page"),
    path(f"{_ONE}try/", instruments.instrument_try, name="instrument_try"),
    path(f"{_ONE}publish/", instruments.instrument_publish, name="instrument_publish"),
    path(f"{_ONE}thresholds/", instruments.instrument_thresholds, name="instrument_thresholds"),
    path(f"{_ONE}choose/", instruments.instrument_choose, name="instrument_choose"),
    path(f"{_ONE}file/", instruments.instrument_file, name="instrument_file"),
]
