"""Managers see who downloaded each report, from reporting/sql/report_takers.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0018_claim_numbers_counted"), ("audit", "0001_initial")]

    operations = [from_file("reporting", "report_takers")]
