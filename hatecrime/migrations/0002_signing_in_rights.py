"""The app role's rights on the tables of second factors and sessions, from hatecrime/sql/signing_in_rights.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("hatecrime", "0001_third_party_rights"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]

    operations = [from_file("hatecrime", "signing_in_rights")]
