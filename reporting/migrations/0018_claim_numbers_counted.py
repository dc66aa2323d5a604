"""The app counts the claims of a release, from reporting/sql/claim_numbers.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0017_claim_numbers")]

    operations = [from_file("reporting", "claim_numbers")]
