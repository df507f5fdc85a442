"""Call the facilitator what the screens call this person: the neutral helper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Only words change; the table stays as it is."""

    dependencies = [
        ('accounts', '0003_count_tries'),
    ]

    operations = [
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('OFFICER', 'Programme officer'), ('MANAGER', 'Country manager'), ('DIRECTOR', 'Director'), ('FACILITATOR', 'Neutral helper'), ('SAFEGUARDING', 'Safeguarding lead'), ('AUDITOR', 'Auditor'), ('ADMINISTRATOR', 'Administrator')], max_length=14, verbose_name='role'),
        ),
    ]
