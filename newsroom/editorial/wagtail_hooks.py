"""The newsroom in Wagtail's admin: frame, menu, Bàn làm việc, Tin bài, and the story's own screens."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial import (
    archive_hooks,  # noqa: F401 its hooks are part of this module's
    media_hooks,  # noqa: F401
    policies,
)
from newsroom.editorial.house import keeps_house, reads_stories
from newsroom.editorial.mailbox import is_kept
from newsroom.editorial.policies import without_drafts_of_others
from newsroom.editorial.views.dashboard import panels_for
from newsroom.editorial.views.mail import Letter, Mail
from newsroom.editorial.views.rights import Rights
from newsroom.editorial.views.search_engine import SearchEngineAct, SearchEngineScreen
from newsroom.editorial.views.stock import BULK_ACTIONS, PagesToRead, place_of_the_copy
from newsroom.editorial.views.story_list import StoryList
from newsroom.editorial.views.usage import DocumentUsage, PictureUsage
from newsroom.editorial.views.write import Write
from newsroom.editorial.viewsets import StoryViewSet

policies.register()

ICONS = ("bolt", "print", "return", "send")
FOR_THE_HOUSE = ("explorer", "snippets")
FOR_WHO_UNLOCKS = ("locked-pages", "site-history")
WAGTAILS_OWN_HELP = ("editor-guide",)


@hooks.register("insert_global_admin_css")
def style():
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))


@hooks.register("insert_global_admin_js")
def script():
    return format_html('<script src="{}" defer></script>', static("newsroom/newsroom.js"))


@hooks.register("register_icons")
def icons(names):
    return [*names, *(f"newsroom/icons/nr-{name}.svg" for name in ICONS)]


@hooks.register("register_admin_urls")
def screens():
    return [
        path("viet-bai/", Write.as_view(), name="newsroom_write"),
        path("tin-bai/", StoryList.as_view(), name="newsroom_stories"),
        path("tin-bai/xem/<slug:view>/", StoryList.as_view(), name="newsroom_stories_view"),
        path("tin-bai/xem/<slug:view>/ket-qua/", StoryList.as_view(results_only=True), name="newsroom_stories_results"),
        path("bo-may-tim-kiem/", SearchEngineScreen.as_view(), name="newsroom_search_engine"),
        path("bo-may-tim-kiem/<slug:act>/", SearchEngineAct.as_view(), name="newsroom_search_engine_act"),
        path("ai-duoc-lam-gi/", Rights.as_view(), name="newsroom_rights"),
        path("thu/", Mail.as_view(), name="newsroom_mail"),
        path("thu/<slug:name>/", Letter.as_view(), name="newsroom_letter"),
    ]


@hooks.register("construct_homepage_panels")
def desk_of(request, panels):
    panels[:] = panels_for(request.user)


@hooks.register("register_admin_menu_item")
def menu_home():
    return MenuItem(_("Bàn làm việc"), reverse("wagtailadmin_home"), name="desk", icon_name="home", order=10)


class StoriesMenuItem(MenuItem):
    def is_shown(self, request):
        return reads_stories(request.user)


@hooks.register("register_admin_menu_item")
def menu_stories():
    return StoriesMenuItem(_("Tin bài"), reverse("newsroom_stories"), name="stories", icon_name="doc-full", order=20)


@hooks.register("construct_main_menu")
def menu_for(request, items):
    """The page tree and snippets are for those who keep the house; a hidden item forbids nothing."""
    if not keeps_house(request.user):
        items[:] = [item for item in items if item.name not in FOR_THE_HOUSE]


@hooks.register("construct_reports_menu")
def reports_for(request, items):
    """Wagtail's reports walk the whole page tree; Tin bài answers the same questions for editors."""
    if not keeps_house(request.user):
        unlocks = standing_of(request.user).may_anywhere(Right.UNLOCK)
        items[:] = [item for item in items if unlocks and item.name in FOR_WHO_UNLOCKS]


@hooks.register("register_help_menu_item")
def help_rights():
    return MenuItem(_("Ai được làm gì"), reverse("newsroom_rights"), name="rights", icon_name="key", order=100)


@hooks.register("construct_help_menu")
def help_of_ours(request, items):
    items[:] = [item for item in items if item.name not in WAGTAILS_OWN_HELP and not item.name.startswith("whats-new")]


class MailMenuItem(MenuItem):
    def is_shown(self, request):
        return is_kept() and keeps_house(request.user)


@hooks.register("register_settings_menu_item")
def settings_mail():
    return MailMenuItem(_("Thư đã viết ra tệp"), reverse("newsroom_mail"), name="mail", icon_name="mail", order=900)


class HouseMenuItem(MenuItem):
    def is_shown(self, request):
        return keeps_house(request.user)


@hooks.register("register_settings_menu_item")
def settings_search():
    return HouseMenuItem(
        _("Tìm kiếm"), reverse("newsroom_search_engine"), name="search-engine", icon_name="search", order=890
    )


class StoriesSearchArea(SearchArea):
    def is_shown(self, request):
        return reads_stories(request.user)


@hooks.register("register_admin_search_area")
def search_stories():
    return StoriesSearchArea(_("Tin bài"), reverse("newsroom_stories"), name="stories", icon_name="doc-full", order=10)


@hooks.register("construct_search")
def search_for(request, areas):
    if not keeps_house(request.user):
        areas[:] = [area for area in areas if area.name != "pages"]


# The story's own screens: editor, dialogs, comparison. They follow here.
@hooks.register("register_admin_urls")
def story_screens():
    return [path("tin-bai/", include("newsroom.editorial.urls"))]


@hooks.register("register_admin_urls")
def where_files_are_used():
    """Before Wagtail's own, which stand under the same addresses."""
    return [
        path("images/usage/<int:image_id>/", PictureUsage.as_view()),
        path("documents/usage/<int:document_id>/", DocumentUsage.as_view()),
    ]


@hooks.register("register_admin_viewset")
def story_viewset():
    return StoryViewSet("story")


@hooks.register("construct_admin_api")
def pages_to_read(api):
    api.register_endpoint("pages", PagesToRead)


@hooks.register("construct_page_chooser_queryset")
def chosen_from(pages, request):
    return without_drafts_of_others(pages, request.user)


hooks.register("before_copy_page", place_of_the_copy)
for action in BULK_ACTIONS:
    # After Wagtail's own: the last of one name is the one that runs.
    hooks.register("register_bulk_action", action, order=1000)
