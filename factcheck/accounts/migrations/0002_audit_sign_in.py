"""Record what the sign-in library writes, too. Its tables are made by its own migrations, so not in 0001."""

from django.db import migrations

from factcheck.audit.triggers import audit_table, stop_auditing


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunSQL(
            audit_table("account_emailaddress", parents=["user_id:U"]), stop_auditing("account_emailaddress")
        ),
        migrations.RunSQL(
            audit_table("mfa_authenticator", parents=["user_id:U"], secret=["data"]), stop_auditing("mfa_authenticator")
        ),
    ]
