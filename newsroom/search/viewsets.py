from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from newsroom.search.models import Synonym


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "search"
    menu_label = _("Từ đồng nghĩa khi tìm")
    add_to_settings_menu = True
    list_display = ["variants"]
    form_fields = ["variants"]
