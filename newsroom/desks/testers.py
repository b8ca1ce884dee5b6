"""What Wagtail asks before it touches a page of the newsroom tree."""

from wagtail.models import PagePermissionTester


class KeptPagePermissionTester(PagePermissionTester):
    """Newsrooms and desks hold what was published: they are neither unpublished nor moved, nor deleted while full."""

    def can_publish(self):
        return False

    def can_unpublish(self):
        return False

    def can_delete(self, ignore_bulk=False):
        return self.page.numchild == 0 and super().can_delete(ignore_bulk)

    def can_move(self):
        return False

    def can_move_to(self, destination):
        return False

    def can_copy(self):
        return False
