"""Is the address of a mailbox read as it is meant, and refused when it is none?"""

import pytest

from eclt_partners.notifications.rules.addresses import mailbox_address


def test_a_server_has_its_usual_port_and_the_inbox():
    found = mailbox_address("imaps://ana%40x.org:s%2Fe%40c@mail.example.org")
    assert (found.host, found.port, found.path) == ("mail.example.org", 993, "INBOX")
    assert (found.user, found.password) == ("ana@x.org", "s/e@c")


def test_a_folder_and_a_port_can_be_named():
    found = mailbox_address("imap://a:b@localhost:1143/INBOX/Bounces")
    assert (found.port, found.path, found.is_local) == (1143, "INBOX/Bounces", True)


def test_an_open_line_of_another_machine_is_not_local():
    assert not mailbox_address("imap://a:b@mail.example.org").is_local


@pytest.mark.parametrize("url", ["maildir:/var/mail/j", "maildir:///var/mail/j"])
def test_a_maildir_is_a_path(url):
    assert mailbox_address(url).path == "/var/mail/j"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pop3://a:b@mail.example.org",
        "imaps://mail.example.org",
        "imaps://a@mail.example.org",
        "imaps://a:b@",
        "imaps://a:b@mail.example.org:many",
        "imaps://a:b@mail.example.org/Bo%C3%AEte",
        "maildir:relative/path",
        "maildir://host/path",
    ],
)
def test_anything_else_is_refused_without_naming_the_password(url):
    with pytest.raises(ValueError, match=r".+") as refusal:
        mailbox_address(url)
    assert "a:b" not in str(refusal.value)
