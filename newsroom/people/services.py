from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from newsroom.people.errors import AdministratorExists
from newsroom.people.models import User


@transaction.atomic
def make_administrator(*, username: str, email: str, password: str, another: bool = False) -> User:
    """Make a person who may do everything.

    Raises AdministratorExists, unless `another` is wanted; ValidationError for a name that is taken or a weak password.
    """
    if not another and User.objects.filter(is_superuser=True, is_active=True).exists():
        raise AdministratorExists
    person = User(username=username, email=email, is_staff=True, is_superuser=True)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    return person
