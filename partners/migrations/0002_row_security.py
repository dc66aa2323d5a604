"""Row-level security and the app role's rights, from partners/sql/row_security.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_row_security"), ("partners", "0001_initial")]

    operations = [from_file("partners", "row_security")]
