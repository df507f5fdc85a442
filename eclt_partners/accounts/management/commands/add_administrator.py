"""Who manages people in a new installation, or when nobody can come in any more?"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from eclt_partners.accounts.emails import password_link
from eclt_partners.accounts.services.administrators import let_administrator_in
from eclt_partners.common.actor import SYSTEM


class Command(BaseCommand):
    """Makes an administrator, or lets one in who lost password, telephone or role."""

    help = "Makes somebody an administrator and shows the link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and the name and language of a new account."""
        parser.add_argument("email", help="the address the person signs in with")
        parser.add_argument("--name", default="", help="of a new account")
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[code for code, _name in settings.LANGUAGES],
            help="of a new account",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Let the person in and show the link, which works once.

        Raises:
            CommandError: it is no address.
        """
        email = options["email"].strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is no e-mail address") from None
        person = let_administrator_in(
            actor=SYSTEM,
            now=timezone.now(),
            email=email,
            name=options["name"].strip() or email.partition("@")[0],
            language=options["language"],
        )
        self.stdout.write(f"{person.name} <{person.email}> is an administrator.")
        self.stdout.write(f"Choose a password here, once: {password_link(person)}")
