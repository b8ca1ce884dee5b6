from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "newsroom.stories"
    verbose_name = _("Tin bài")

    def ready(self):
        from functools import partial

        from media_pipeline.assets import ports as media_ports
        from media_pipeline.documents import ports as document_ports
        from newsroom.search import following, registry
        from newsroom.search import services as search
        from newsroom.stories import ports, search_map, signal_handlers
        from newsroom.stories.search_kinds import KINDS
        from newsroom.stories.services import gating, going_out
        from newsroom.stories.services.snapshots import runs_in_snapshots

        for kind in KINDS:
            registry.register(kind)
        search_map.connect()
        for kind in KINDS:
            # A story's own services know when readers' row and the newsroom's change, and it is not the same moment.
            following.follow(kind, saves=kind.name != "story")
        document_ports.text_read.register(partial(search.refresh, "document"))
        for order, gate in enumerate(gating.GATES):
            ports.gates.register(gate, order=order)
        for order, way_out in enumerate(gating.EXITS):
            ports.exits.register(way_out, order=order)
        ports.went_live.register(going_out.record_going_live, order=10)
        ports.went_dark.register(going_out.record_going_dark, order=10)
        media_ports.kept_runs.register(runs_in_snapshots)
        ports.written.register(partial(search.refresh_staff, "story"), order=10)
        signal_handlers.connect()

        from newsroom.stories.models import Story
        from newsroom.stories.panels import StoryTabs

        Story.edit_handler = StoryTabs()
