from wagtail.models import WorkflowState
from wagtail.signals import post_page_move, task_cancelled, workflow_approved, workflow_cancelled

from newsroom.editorial.models import StoryStatus
from newsroom.editorial.services.chain import restart_after_move
from newsroom.search import services as search
from newsroom.stories.models import Story
from newsroom.stories.ports import changed


def after_move(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """A story follows its new desk's chain; a desk takes its stories into its new newsroom's lists."""
    if parent_page_before.pk == parent_page_after.pk:
        return
    StoryStatus.objects.filter(desk=instance.pk).update(newsroom=parent_page_after.pk)
    if story := Story.objects.filter(pk=instance.pk).first():  # Wagtail sends the base Page
        restart_after_move(story)
        changed(story)
        search.refresh("story", story)


def after_chain_moved(sender, instance, **kwargs):
    """An administrator switched off a gate or a chain: Wagtail moved every story that stood there."""
    state = instance if isinstance(instance, WorkflowState) else instance.workflow_state
    if state.content_type.model_class() is Story:  # its content_object is the base Page
        changed(Story.objects.get(pk=state.object_id))


def connect() -> None:
    post_page_move.connect(after_move, dispatch_uid="editorial.after_move")
    for signal in (task_cancelled, workflow_approved, workflow_cancelled):
        signal.connect(after_chain_moved, dispatch_uid="editorial.after_chain_moved")
