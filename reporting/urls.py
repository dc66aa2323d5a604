"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from reporting import views, views_figures

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/", views.report_request, name="report_request"),
    path("reports/figures/", views_figures.figures_list, name="figures_list"),
    path("reports/figures/<uuid:key>/", views_figures.figures_page, name="figures_page"),
    path("reports/figures/<slug:kind>/load/", views_figures.figures_load, name="figures_load"),
    path("reports/<uuid:run_id>/", views.report_page, name="report_page"),
    path("reports/<uuid:run_id>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:run_id>/again/", views.report_again, name="report_again"),
    path("reports/<uuid:run_id>/pdf/", views.report_add_pdf, name="report_add_pdf"),
    path("reports/<uuid:run_id>/download/<slug:format_>/", views.report_download, name="report_download"),
]
