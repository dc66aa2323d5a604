"""Row-level security and the app role's rights, from audit/sql/row_security.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [from_file("audit", "row_security")]
