from wagtail.signals import post_page_move

from newsroom.editorial.services.chain import restart_after_move
from newsroom.stories.models import Story
from newsroom.stories.ports import changed


def after_move(sender, instance, parent_page_before, parent_page_after, **kwargs):
    if isinstance(instance, Story) and parent_page_before.pk != parent_page_after.pk:
        story = Story.objects.get(pk=instance.pk)
        restart_after_move(story)
        changed(story)


def connect() -> None:
    post_page_move.connect(after_move, dispatch_uid="editorial.after_move")


