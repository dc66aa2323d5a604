"""The receiver of an offer may end it, from referrals/sql/decline_offer.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security"), ("referrals", "0003_withdrawn")]

    operations = [from_file("referrals", "decline_offer")]
