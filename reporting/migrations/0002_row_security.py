"""Row-level security and the app role's rights, from reporting/sql/row_security.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_row_security"), ("reporting", "0001_initial")]

    operations = [from_file("reporting", "row_security")]
