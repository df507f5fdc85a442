"""Which pages about signing in are open to whom?"""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

SIGN_IN_PAGES = [
    Page("account_login", Door.ALL),
    Page("account_logout", Door.ALL),
    Page("account_reset_password", Door.ALL),
    Page("account_reset_password_done", Door.ALL),
    Page("account_reset_password_from_key", Door.ALL, keys=("uid", "key")),
    Page("account_reset_password_from_key_done", Door.ALL),
    Page("mfa_authenticate", Door.ALL),
    Page("account_change_password", Door.PERSON),
    Page("accounts:own_address", Door.PERSON),
    Page("accounts:confirm_address", Door.PERSON, keys=("token",)),
    Page("accounts:person_address", Door.RIGHT, Action.MANAGE_PEOPLE, ("person",)),
    Page("account_set_password", Door.PERSON),
    *(
        Page(name, Door.PERSON)
        for name in (
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_generate_recovery_codes",
        )
    ),
    Page(
        "accounts:person_second_step",
        Door.RIGHT,
        Action.MANAGE_PEOPLE,
        ("person",),
        post_only=True,
    ),
]
