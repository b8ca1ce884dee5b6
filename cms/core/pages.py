from django.utils.module_loading import import_string
from wagtail.models import Page


class ReadingPage(Page):
    """A page that shows more than its own row. `reads` is the path of a function (page, request) -> context:

    a path and not an import, because models stand below the queries that read them.
    """

    reads = ""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **import_string(self.reads)(self, request)}
