from django.db import migrations

NEW = {
    "contributor": ("add_media",),
    "reporter": ("add_media",),
    "editor": ("add_media", "change_media"),
    "chief": ("add_media", "change_media"),
    "secretary": ("add_media", "change_media", "delete_media"),
    "leader": ("add_media",),
    "administrator": ("add_media", "change_media", "delete_media"),
}


def grant(apps, schema_editor):
    """Groups made from now on have these from `services.groups`."""
    Permission = apps.get_model("auth", "Permission")
    Given = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    media = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type__app_label="wagtailmedia", content_type__model="media")
    }
    for role_group in apps.get_model("desks", "RoleGroup").objects.all():
        for codename in NEW.get(role_group.role, ()):
            Given.objects.get_or_create(group_id=role_group.group_id, collection=root, permission=media[codename])


class Migration(migrations.Migration):
    dependencies = [("desks", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
