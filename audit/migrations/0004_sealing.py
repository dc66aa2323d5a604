"""The functions that queue, seal and hand out, and who may read seals, from audit/sql/sealing.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_sealed_log")]

    operations = [from_file("audit", "sealing")]
