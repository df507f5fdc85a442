"""Secrets are kept so that the database alone does not give them away."""

import pytest

from eclt_partners.accounts.ciphers import lock_away, take_out

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_was_locked_away_is_taken_out_again() -> None:
    stored = lock_away(SECRET)

    assert SECRET not in stored
    assert take_out(stored) == SECRET


def test_the_same_secret_never_looks_the_same() -> None:
    assert lock_away(SECRET) != lock_away(SECRET)


def test_a_new_key_reads_what_the_old_one_wrote(settings) -> None:
    stored = lock_away(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is as long as a key has to be"

    assert take_out(stored) == SECRET


@pytest.mark.parametrize("change", [lambda s: s[:-2] + "AA", lambda s: "", str.lower])
def test_what_was_changed_is_not_read(change) -> None:
    with pytest.raises(LookupError):
        take_out(change(lock_away(SECRET)))


def test_another_installation_cannot_read_it(settings) -> None:
    stored = lock_away(SECRET)
    settings.SECRET_KEY = "another key that is as long as a key has to be"

    with pytest.raises(LookupError):
        take_out(stored)
