"""Row-level security of loaded figures, and the views that reports read them through, from reporting/sql/loadings.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_loadings")]

    operations = [from_file("reporting", "loadings")]
