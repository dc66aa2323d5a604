"""An incident counts with the outcome of its case, from reporting/sql/outcome_of_case.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0021_satisfaction")]

    operations = [from_file("reporting", "outcome_of_case")]
