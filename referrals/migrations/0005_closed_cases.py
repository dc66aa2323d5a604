"""What is closed to a person is closed in this app too, from referrals/sql/closed_cases.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_decline_offer"), ("cases", "0006_restricted_cases")]

    operations = [from_file("referrals", "closed_cases")]
