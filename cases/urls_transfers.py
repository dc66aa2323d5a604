"""The addresses of handing a case over to another partnership."""

from django.urls import URLPattern, path

from cases.views import transfers

urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/transfer/", transfers.case_transfer, name="case_transfer"),
    path("transfers/<uuid:key>/", transfers.transfer_page, name="transfer_page"),
    path("transfers/<uuid:key>/answer/", transfers.transfer_answer, name="transfer_answer"),
    path("transfers/<uuid:key>/withdraw/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path("transfers/papers/<uuid:key>/", transfers.transfer_paper, name="transfer_paper"),
]
