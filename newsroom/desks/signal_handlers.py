from django.contrib.auth.models import Group
from django.db.models.signals import post_delete

from newsroom.desks.models import RoleGroup


def forget_group(sender, instance, **kwargs):
    """A closed desk leaves no group behind that still lists people."""
    Group.objects.filter(pk=instance.group_id).delete()


def connect() -> None:
    post_delete.connect(forget_group, sender=RoleGroup, dispatch_uid="desks.forget_group")
