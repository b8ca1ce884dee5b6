from wagtail.snippets.models import register_snippet

from newsroom.search.viewsets import SynonymViewSet

register_snippet(SynonymViewSet)
