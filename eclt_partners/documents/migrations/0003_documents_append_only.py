"""Make documents and their bytes append-only, and let the database check each hash.

Signed versions refer to documents by their hash; `check_documents` and every download
rely on these constraints.
"""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse changes, and bytes that are not what their name says."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("documents", "0002_documents"),
    ]
    operations = [
        migrations.RunSQL(
            sql="""
            ALTER TABLE documents_documentcontent
                -- Photos and PDFs are packed already; a piece of an unpacked column
                -- is read without the rest.
                ALTER COLUMN content SET STORAGE EXTERNAL,
                ADD CONSTRAINT content_fits_its_hash
                    CHECK (encode(sha256(content), 'hex') = sha256),
                ADD CONSTRAINT content_fits_its_size
                    CHECK (octet_length(content) = size AND size > 0);
            """,
            reverse_sql="""
            ALTER TABLE documents_documentcontent
                DROP CONSTRAINT content_fits_its_size,
                DROP CONSTRAINT content_fits_its_hash,
                ALTER COLUMN content SET STORAGE EXTENDED;
            """,
        ),
        *append_only("documents_documentcontent"),
        *append_only("documents_document"),
        *append_only("documents_documentwithdrawal"),
    ]
