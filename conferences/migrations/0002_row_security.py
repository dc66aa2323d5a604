"""Row-level security and the app role's rights, from conferences/sql/row_security.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security"), ("conferences", "0001_initial")]

    operations = [from_file("conferences", "row_security")]
