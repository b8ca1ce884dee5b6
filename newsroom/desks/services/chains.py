from wagtail.models import Workflow, WorkflowPage

from newsroom.desks.models import Desk, Newsroom

DEFAULT_CHAIN = "Quy trình báo"


def attach_default_chain(*, page: Newsroom | Desk) -> None:
    """Give a new newsroom the newspaper's chain; its desks follow it until one is given its own.

    Where that chain was renamed or switched off, the first that is in use.
    """
    chains = Workflow.objects.filter(active=True).order_by("pk")
    chain = chains.filter(name=DEFAULT_CHAIN).first() or chains.first()
    if chain and isinstance(page, Newsroom):
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": chain})
