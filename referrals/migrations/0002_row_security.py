"""Row-level security and the app role's rights, from referrals/sql/row_security.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security"), ("referrals", "0001_initial")]

    operations = [from_file("referrals", "row_security")]
