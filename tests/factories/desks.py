import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from newsroom.desks.models import Desk, Genre, Newsroom, Place, RoleGroup, Section, Tag
from newsroom.desks.services import make_role_groups
from tests.factories.organizations import BrandFactory, OrganizationFactory


class PageFactory(DjangoModelFactory):
    """A page under its parent in the tree: `parent=` a page, or what `default_parent` makes."""

    class Meta:
        abstract = True

    @classmethod
    def default_parent(cls, page):
        return Page.get_first_root_node()

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        page = model_class(**kwargs)
        return (parent or cls.default_parent(page)).specific.add_child(instance=page)


class NewsroomFactory(PageFactory):
    class Meta:
        model = Newsroom

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.LazyAttribute(lambda newsroom: newsroom.organization.short_name)
    slug = factory.Sequence(lambda n: f"toa-soan-{n}")


class DeskFactory(PageFactory):
    """`parent=` a newsroom; without one the first that exists, or a new one."""

    class Meta:
        model = Desk

    title = factory.Sequence(lambda n: f"Ban Thời sự {n}")
    slug = factory.Sequence(lambda n: f"ban-{n}")

    @classmethod
    def default_parent(cls, page):
        return Newsroom.objects.first() or NewsroomFactory()


def appoint(user, role, page) -> None:
    """Put a person into the group of this role at this newsroom or desk."""
    make_role_groups(page=page)
    RoleGroup.objects.get(page=page, role=role).group.user_set.add(user)
    for seen in ("_standing", "_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(seen, None)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    brand = factory.SubFactory(BrandFactory)
    name = factory.Sequence(lambda n: f"Văn hóa {n}")
    slug = factory.Sequence(lambda n: f"van-hoa-{n}")
    sort_order = factory.Sequence(int)


class GenreFactory(DjangoModelFactory):
    class Meta:
        model = Genre
        django_get_or_create = ["code"]

    code = "tin"
    name = "Tin"
    royalty_group = Genre.RoyaltyGroup.NEWS


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place
        django_get_or_create = ["name"]

    name = "Cư M'gar"


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag
        django_get_or_create = ["name"]

    name = "Tiếng Ê-đê"
