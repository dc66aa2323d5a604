"""The app role's rights on the tables of libraries, from hatecrime/sql/third_party_rights.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("partners", "0002_row_security"),
        ("sessions", "0001_initial"),
    ]

    operations = [from_file("hatecrime", "third_party_rights")]
