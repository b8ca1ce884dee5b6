from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from newsroom.people.errors import AdministratorExists
from newsroom.people.models import User


def check_no_administrator() -> None:
    """Raise AdministratorExists where somebody may do everything already."""
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        raise AdministratorExists


@transaction.atomic
def make_administrator(*, username: str, email: str, password: str) -> User:
    """Make a person who may do everything. Raises ValidationError for a name that is taken or a weak password."""
    person = User(username=username, email=email, is_staff=True, is_superuser=True)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    return person
