"""What of an account that is switched off while its address is changed?"""

import pytest

from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.own_address import set_address
from eclt_partners.common.errors import NotPermitted
from eclt_partners.notifications.models import Outgoing


def test_an_account_that_was_switched_off_meanwhile_gets_no_other_address(
    cast, now, settings
) -> None:
    """Two administrators at once: who left is not told to sign in with a new one."""
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
    shown = User.objects.get(pk=cast.amina.pk)
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)

    with pytest.raises(NotPermitted):
        set_address(
            actor=cast.actor("ada"), now=now, person=shown, address="new@example.org"
        )

    assert User.objects.get(pk=cast.amina.pk).email == "amina@example.org"
    assert not Outgoing.objects.exists()
