"""What Wagtail announces about doors that do not pass through `Story.save()`."""

from wagtail.signals import page_unpublished

from newsroom.stories.models import Story
from newsroom.stories.services.going_out import darken_bypassed


def after_unpublish(sender, instance, **kwargs):
    story = Story.objects.filter(pk=instance.pk, live=False).first()
    if story:
        darken_bypassed(story)


def connect() -> None:
    page_unpublished.connect(after_unpublish, dispatch_uid="stories.after_unpublish")
