"""What was signed stays, its texts too, from reporting/sql/signed_texts.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_release_signed_texts")]

    operations = [from_file("reporting", "signed_texts")]
