from django.db import transaction

from newsroom.desks.models import Desk, Newsroom
from newsroom.desks.services.chains import attach_default_chain
from newsroom.desks.services.groups import make_role_groups, rename_role_groups


@transaction.atomic
def settle(*, page: Newsroom | Desk, user) -> None:
    """What was just saved stands: its newest version goes live, its groups and chain exist and carry its name.

    Called again it changes nothing.
    """
    revision = page.get_latest_revision()
    if revision and (not page.live or page.live_revision_id != revision.pk):
        revision.publish(user=user, skip_permission_checks=True)
        page.refresh_from_db()
    make_role_groups(page=page)
    rename_role_groups(page=page)
    attach_default_chain(page=page)
