"""Kho tư liệu in Wagtail's admin: addresses, menu, the search that `/` leads to, what editors keep for readers' search."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from newsroom.editorial.models import PinnedResult
from newsroom.editorial.services.saved_searches import unseen
from newsroom.editorial.views.archive.acts import ForgetSearch, Insert, SaveSearch
from newsroom.editorial.views.archive.choosing import ChooseStory
from newsroom.editorial.views.archive.reports import Asked, News, keeps_words
from newsroom.editorial.views.archive.screen import Archive, uses_archive
from newsroom.editorial.views.dashboard import LEFT, Panel
from newsroom.search.models import Synonym


class WordsPolicy(ModelPermissionPolicy):
    """Kept by those who answer for what readers find, whatever groups say."""

    def user_has_permission(self, user, action):
        return keeps_words(user)


register_permission_policy(Synonym, WordsPolicy(Synonym))
register_permission_policy(PinnedResult, WordsPolicy(PinnedResult))


class PinnedResultViewSet(SnippetViewSet):
    model = PinnedResult
    icon = "pick"
    menu_label = _("Kết quả ghim khi bạn đọc tìm")
    add_to_settings_menu = True
    list_display = ["words", "story"]
    form_fields = ["words", "story", "sort_order"]


register_snippet(PinnedResultViewSet)


@hooks.register("register_admin_urls")
def archive_screens():
    return [
        path("kho-tu-lieu/", Archive.as_view(), name="newsroom_archive"),
        path("kho-tu-lieu/chen/", Insert.as_view(), name="newsroom_archive_insert"),
        path("kho-tu-lieu/chen/bai/", ChooseStory.as_view(), name="newsroom_archive_choose"),
        path("kho-tu-lieu/luu/", SaveSearch.as_view(), name="newsroom_archive_save"),
        path("kho-tu-lieu/da-luu/<int:pk>/", News.as_view(), name="newsroom_archive_news"),
        path("kho-tu-lieu/da-luu/<int:pk>/xoa/", ForgetSearch.as_view(), name="newsroom_archive_forget"),
        path("ban-doc-tim-gi/", Asked.as_view(), name="newsroom_archive_asked"),
    ]


class ArchiveMenuItem(MenuItem):
    def is_shown(self, request):
        return uses_archive(request.user)


@hooks.register("register_admin_menu_item")
def menu_archive():
    return ArchiveMenuItem(_("Kho tư liệu"), reverse("newsroom_archive"), name="archive", icon_name="search", order=30)


class AskedMenuItem(MenuItem):
    def is_shown(self, request):
        return keeps_words(request.user)


@hooks.register("register_settings_menu_item")
def settings_asked():
    return AskedMenuItem(
        _("Bạn đọc tìm gì"), reverse("newsroom_archive_asked"), name="asked", icon_name="search", order=880
    )


class ArchiveSearchArea(SearchArea):
    def is_shown(self, request):
        return uses_archive(request.user)


@hooks.register("register_admin_search_area")
def search_archive():
    """The first area is where the sidebar's own search leads, and `/` is its key."""
    return ArchiveSearchArea(_("Kho tư liệu"), reverse("newsroom_archive"), name="archive", icon_name="search", order=1)


@hooks.register("construct_homepage_panels", order=200)
def news_of_searches(request, panels):
    if found := unseen(request.user):
        panels.append(Panel(65, LEFT, "searches.html", searches=found))
