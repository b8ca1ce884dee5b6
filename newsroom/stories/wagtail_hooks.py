from wagtail import hooks

from newsroom.stories.viewsets.snapshots import SnapshotViewSet


@hooks.register("register_admin_viewset")
def snapshot_screens():
    return SnapshotViewSet()
