"""Does an object keep the rules of the database, and how is that said in plain words?"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.judging import judged_here


def check_constraints(instance: models.Model) -> None:
    """Refuse an object that the database would refuse, before it is saved.

    The database stays the judge; this gives its refusals the words of the
    constraints (`violation_error_message`).

    Raises:
        InvalidInput: with the field the constraint is about, or "".
    """
    try:
        with judged_here(instance):
            instance.validate_constraints()
    except ValidationError as error:
        raise InvalidInput(
            {
                "" if name == NON_FIELD_ERRORS else name: " ".join(texts)
                for name, texts in error.message_dict.items()
            }
        ) from error
