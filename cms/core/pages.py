from django.utils.module_loading import import_string
from wagtail.models import Page, PageViewRestriction


class ReadingPage(Page):
    """A page that shows more than its own row. `reads` is the path of a function (page, request) -> context:

    a path and not an import, because models stand below the queries that read them.
    """

    reads = ""

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """As Wagtail's, in one query: pages of a site have no aliases, and a path names everything above it."""
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **import_string(self.reads)(self, request)}
