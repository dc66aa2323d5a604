"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from reporting import (
    views,
    views_compare,
    views_figures,
    views_releases,
    views_runs,
    views_schedule,
    views_texts,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/", views.report_request, name="report_request"),
    path("reports/overview/", views_compare.report_overview, name="report_overview"),
    path("reports/compare/", views_compare.report_compare, name="report_compare"),
    path("reports/compare/csv/", views_compare.report_compare_file, name="report_compare_file"),
    path("reports/schedule/", views_schedule.report_schedule, name="report_schedule"),
    path("reports/figures/", views_figures.figures_list, name="figures_list"),
    path("reports/figures/<uuid:key>/", views_figures.figures_page, name="figures_page"),
    path("reports/figures/<slug:kind>/", views_figures.figures_kind, name="figures_kind"),
    path("reports/figures/<slug:kind>/load/", views_figures.figures_load, name="figures_load"),
    path("reports/library/", views_releases.release_list, name="release_list"),
    path("reports/library/<uuid:release_id>/", views_releases.release_page, name="release_page"),
    path("reports/library/<uuid:release_id>/texts/", views_texts.release_texts, name="release_texts"),
    path("reports/library/<uuid:release_id>/sign/", views_releases.release_sign, name="release_sign"),
    path("reports/library/<uuid:release_id>/discard/", views_releases.release_discard, name="release_discard"),
    path("reports/library/<uuid:release_id>/again/", views_releases.release_again, name="release_again"),
    path("reports/library/<uuid:release_id>/withdraw/", views_releases.release_withdraw, name="release_withdraw"),
    path(
        "reports/library/<uuid:release_id>/download/<slug:format_>/",
        views_releases.release_download,
        name="release_download",
    ),
    path("reports/<uuid:run_id>/release/", views_releases.release_new, name="release_new"),
    path("reports/<uuid:run_id>/", views.report_page, name="report_page"),
    path("reports/<uuid:run_id>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:run_id>/cancel/", views_runs.report_cancel, name="report_cancel"),
    path("reports/<uuid:run_id>/again/", views.report_again, name="report_again"),
    path("reports/<uuid:run_id>/pdf/", views.report_add_pdf, name="report_add_pdf"),
    path("reports/<uuid:run_id>/download/<slug:format_>/", views.report_download, name="report_download"),
]
