from wagtail import hooks

from newsroom.people.viewsets import ContributorViewSet
from newsroom.people.viewsets.bulk import AssignRole, Delete, SetActiveState


@hooks.register("register_admin_viewset")
def people_screens():
    return ContributorViewSet()


for action in (AssignRole, Delete, SetActiveState):
    # After Wagtail's own: the last of one name is the one that runs.
    hooks.register("register_bulk_action", action, order=1000)
