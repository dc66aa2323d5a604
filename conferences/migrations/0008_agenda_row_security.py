"""Who sees which item, who may pass a case on to a panel, and the histories, from conferences/sql/agenda.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0007_agenda"), ("cases", "0008_documents")]

    operations = [
        from_file("conferences", "agenda"),
    ]
