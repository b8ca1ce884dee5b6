"""What Wagtail asks before it opens a story to somebody."""

from wagtail.models import PagePermissionTester

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.queries import current_gate, is_writer


class StoryPermissionTester(PagePermissionTester):
    """Writing is by desk and byline; putting out and taking off the site only through editorial verbs.

    `can_publish` and `can_unpublish` are False for everyone, administrators too: the stock buttons, bulk actions and
    the API find no door here.
    """

    def _serves_gate(self) -> bool:
        gate = current_gate(self.page)
        return bool(gate and gate.serves(self.user, self.page))

    def can_edit(self):
        if not self.user.is_active:
            return False
        return may(self.user, Right.EDIT, self.page) or is_writer(self.user, self.page) or self._serves_gate()

    def can_read(self):
        return may(self.user, Right.READ, self.page) or self.can_edit()

    def can_publish(self):
        return False

    def can_unpublish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_submit_for_moderation(self):
        return False

    def can_set_view_restrictions(self):
        return False

    def can_delete(self, ignore_bulk=False):
        """A draft that nobody ever read may go; what was published stays."""
        return (
            not self.page.first_published_at and is_writer(self.user, self.page) and not hasattr(self.page, "address")
        )

    def can_move(self):
        return may(self.user, Right.UNLOCK, self.page)

    def can_move_to(self, destination):
        return self.can_move() and may(self.user, Right.WRITE, destination)

    def can_copy(self):
        return self.can_read()

    def can_copy_to(self, destination, recursive=False):
        return self.can_copy() and may(self.user, Right.WRITE, destination)

    def can_lock(self):
        return may(self.user, Right.UNLOCK, self.page) and not self.page.locked

    def can_unlock(self):
        return may(self.user, Right.UNLOCK, self.page) or self.page.locked_by_id == self.user.pk
