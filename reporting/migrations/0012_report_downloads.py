"""Managers see how often each report was downloaded, from reporting/sql/report_downloads.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0011_loadings_row_security"), ("audit", "0001_initial")]

    operations = [from_file("reporting", "report_downloads")]
