"""Releases are walled off like reports and cannot be changed, from reporting/sql/releases.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_releases")]

    operations = [from_file("reporting", "releases")]
