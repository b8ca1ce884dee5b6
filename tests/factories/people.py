import factory
from factory.django import DjangoModelFactory

from newsroom.people.models import Contributor, User

PASSWORD = "matkhau-dung-thu"


class UserFactory(DjangoModelFactory):
    """`roles=[(Role.REPORTER, desk), (Role.SECRETARY, newsroom)]`; the password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    last_name = "Phạm Quốc"
    first_name = factory.Sequence(lambda n: f"Duy {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(user, create, extracted, **kwargs):
        from tests.factories.desks import appoint

        for role, page in extracted or ():
            appoint(user, role, page)


class ContributorFactory(DjangoModelFactory):
    class Meta:
        model = Contributor

    name = factory.Sequence(lambda n: f"Lê Thanh Hà {n}")
    sort_name = factory.LazyAttribute(lambda person: f"Hà {person.name}")
    slug = factory.Sequence(lambda n: f"le-thanh-ha-{n}")
