from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from newsroom.desks.models import Desk, Newsroom, RoleGroup
from newsroom.desks.roles import DESK_ROLES, NEWSROOM_ROLES, Role

# Wagtail's own page permissions under each role. `publish` is given to nobody: the last gate publishes.
PAGE_PERMISSIONS = {
    Role.CONTRIBUTOR: ("add_page",),
    Role.REPORTER: ("add_page",),
    Role.EDITOR: ("add_page", "change_page"),
    Role.CHIEF: ("add_page", "change_page", "lock_page", "unlock_page"),
    Role.SECRETARY: ("add_page", "change_page", "lock_page", "unlock_page"),
    Role.LEADER: ("add_page", "change_page", "lock_page", "unlock_page"),
    Role.ADMINISTRATOR: ("add_page", "change_page"),
}
# Wagtail asks for the permissions of its own models, whatever model stands in for them.
_MEDIA = ("wagtailimages.add_image", "wagtailimages.choose_image", "wagtailmedia.add_media")
_FILES = (*_MEDIA, "wagtaildocs.add_document", "wagtaildocs.choose_document")
_CHANGE = ("wagtailimages.change_image", "wagtaildocs.change_document", "wagtailmedia.change_media")
_DELETE = ("wagtailimages.delete_image", "wagtaildocs.delete_document", "wagtailmedia.delete_media")
COLLECTION_PERMISSIONS = {
    Role.CONTRIBUTOR: _MEDIA,
    Role.REPORTER: _FILES,
    Role.EDITOR: (*_FILES, *_CHANGE),
    Role.CHIEF: (*_FILES, *_CHANGE),
    Role.SECRETARY: (*_FILES, *_CHANGE, *_DELETE),
    Role.LEADER: _FILES,
    Role.TECHNICIAN: ("wagtailmedia.add_media", "wagtailmedia.change_media", "wagtailmedia.delete_media"),
    Role.ADMINISTRATOR: (*_FILES, *_CHANGE, *_DELETE),
}
# Models whose rows an administrator keeps. Groups are not among them: roles are given by `assign_roles`, which looks
# whose newsroom it is; and organizations are founded by the house's first account, which answers for all of them.
ADMINISTERED = (
    "organizations.brand", "organizations.licence", "people.contributor", "desks.section", "desks.genre", "desks.place",
    "desks.tag", "wagtailcore.workflow", "wagtailcore.task", "wagtailcore.collection", "wagtailredirects.redirect",
    "editorial.gatetask",
)  # fmt: skip
ADMINISTERED_PARTLY = (
    ("organizations", "change_organization"), ("people", "add_user"), ("people", "change_user"),
)  # fmt: skip
CONTRIBUTORS_KEPT_BY = (Role.CHIEF, Role.SECRETARY)


@transaction.atomic
def make_role_groups(*, page: Newsroom | Desk) -> None:
    """Make the groups of a new newsroom or desk, with their permissions; called again it changes nothing."""
    roles = DESK_ROLES if isinstance(page, Desk) else NEWSROOM_ROLES
    for role in roles:
        existing = RoleGroup.objects.filter(page=page, role=role).select_related("group").first()
        if existing:
            continue
        group = Group.objects.create(name=_free_name(f"{page.title}: {Role(role).label}"))
        RoleGroup.objects.create(group=group, page=page, role=role)
        _grant(group, role, page)


@transaction.atomic
def rename_role_groups(*, page: Newsroom | Desk) -> None:
    """Groups carry the name of their newsroom or desk."""
    for role_group in RoleGroup.objects.filter(page=page).select_related("group"):
        name = f"{page.title}: {role_group.get_role_display()}"
        if not role_group.group.name.startswith(name[:140]):
            role_group.group.name = _free_name(name)
            role_group.group.save(update_fields=["name"])


def _free_name(name: str) -> str:
    name = name[:140]
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(candidate for candidate in (name, *(f"{name} ({n})" for n in range(2, 999))) if candidate not in taken)


def _grant(group: Group, role: str, page: Page) -> None:
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in PAGE_PERMISSIONS.get(role, ()):
        GroupPagePermission.objects.create(group=group, page=page, permission=_permission("wagtailcore", codename))
    root = Collection.get_first_root_node()
    for codename in COLLECTION_PERMISSIONS.get(role, ()):
        permission = _permission(*codename.split("."))
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    if role == Role.ADMINISTRATOR:
        models = [_content_type(label) for label in ADMINISTERED]
        group.permissions.add(*Permission.objects.filter(content_type__in=models))
        group.permissions.add(*(_permission(app, codename) for app, codename in ADMINISTERED_PARTLY))
    if role in CONTRIBUTORS_KEPT_BY:
        group.permissions.add(*Permission.objects.filter(content_type=_content_type("people.contributor")))


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _content_type(label: str):
    return ContentType.objects.get_for_model(apps.get_model(label))
