"""The app role's right on a table of the library for single sign-on, from hatecrime/sql/social_rights.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("hatecrime", "0002_signing_in_rights"), ("socialaccount", "0006_alter_socialaccount_extra_data")]

    operations = [from_file("hatecrime", "social_rights")]
