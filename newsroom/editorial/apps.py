from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "newsroom.editorial"
    verbose_name = _("Tòa soạn")

    def ready(self):
        from wagtail import hooks, workflows

        from media_pipeline.assets import ports as media_ports
        from newsroom.editorial import log_actions, package_words, signal_handlers, wagtail_letters
        from newsroom.editorial.locks import withdrawn_lock
        from newsroom.editorial.models import GateTask
        from newsroom.editorial.permissions import StoryPermissionTester
        from newsroom.editorial.services import beside
        from newsroom.editorial.services.chain import reopen_after_edit
        from newsroom.editorial.services.ended_rights import tell_of_ended_rights
        from newsroom.editorial.services.statuses import restate
        from newsroom.stories import ports
        from newsroom.stories.models import Story

        Story.permission_tester = StoryPermissionTester
        workflows.TASK_TYPES = [GateTask]  # a gate of another kind would approve by rules of its own
        ports.locks.register(withdrawn_lock)
        ports.went_live.register(beside.order, order=15)
        ports.changed.register(reopen_after_edit, order=10)
        ports.changed.register(restate, order=20)
        media_ports.rights_ended.register(tell_of_ended_rights)
        hooks.register("register_log_actions", log_actions.register)
        package_words.put_right()
        wagtail_letters.silence()
        signal_handlers.connect()
