"""Record what the sign-in library writes, too. Its tables are made by its own migrations, so not in 0001."""

from django.db import migrations

SQL = """
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON account_emailaddress
    FOR EACH ROW EXECUTE FUNCTION audit_record('', 'user_id:U', '', '');
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION audit_record('', 'user_id:U', 'data', '');
"""
UNDO = "DROP TRIGGER audit ON account_emailaddress; DROP TRIGGER audit ON mfa_authenticator;"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunSQL(SQL, UNDO)]
