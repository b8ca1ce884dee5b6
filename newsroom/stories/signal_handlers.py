"""What Wagtail announces about doors that do not pass through `Story.save()`, and about other findable things."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_unpublished

from newsroom.search import services as search
from newsroom.stories.models import Story
from newsroom.stories.search_kinds import KINDS
from newsroom.stories.services.going_out import darken_bypassed


def after_unpublish(sender, instance, **kwargs):
    story = Story.objects.filter(pk=instance.pk, live=False).first()
    if story:
        darken_bypassed(story)


def after_save(sender, instance, **kwargs):
    kind = next(kind for kind in KINDS if kind.model is sender)
    search.refresh(kind.name, instance)


def after_delete(sender, instance, **kwargs):
    kind = next(kind for kind in KINDS if kind.model is sender)
    search.remove(kind.name, [instance.pk])


def connect() -> None:
    page_unpublished.connect(after_unpublish, dispatch_uid="stories.after_unpublish")
    for kind in KINDS:
        if kind.model is not Story:
            post_save.connect(after_save, sender=kind.model, dispatch_uid=f"stories.{kind.name}.saved")
        post_delete.connect(after_delete, sender=kind.model, dispatch_uid=f"stories.{kind.name}.deleted")
