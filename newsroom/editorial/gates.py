"""Named by the setting WAGTAIL_FINISH_WORKFLOW_ACTION, which Wagtail imports while its models load: no models here."""


def finish(workflow_state, user=None):
    """The last gate is passed. Publishing is a separate, approved act: see newsroom.editorial.actions.approve."""
