"""Keep sessions with their person, so that ending those of one reads no others."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models
from django.utils import timezone


def move(apps, schema_editor):
    """Move the sessions that go on, so that nobody has to sign in again."""
    old = apps.get_model("sessions", "Session").objects
    new = apps.get_model("accounts", "PersonSession").objects
    known = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    store = SessionStore()
    for each in old.filter(expire_date__gt=timezone.now()).iterator():
        person = int(store.decode(each.session_data).get(SESSION_KEY, 0))
        new.create(
            session_key=each.session_key,
            session_data=each.session_data,
            expire_date=each.expire_date,
            person_id=person if person in known else None,
        )
    old.all().delete()


class Migration(migrations.Migration):
    """`end_sessions` relies on the column; the engine of sessions fills it in."""

    dependencies = [
        ('sessions', '0001_initial'),
        ('accounts', '0006_mail_readers'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('person', models.ForeignKey(null=True, on_delete=models.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
