"""Sound and film in Wagtail's admin: the screens' addresses and their place in the menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsroom.editorial.media.reach import is_technician, sees_media
from newsroom.editorial.views.media.air import Air, AirFile
from newsroom.editorial.views.media.asset import AssetAct, AssetScreen
from newsroom.editorial.views.media.in_place import MediaInPlace
from newsroom.editorial.views.media.jobs import JobAct, JobProgress, Jobs


@hooks.register("register_admin_urls")
def media_screens():
    return [
        path("am-thanh-hinh-anh/", Jobs.as_view(), name="newsroom_media_jobs"),
        path("am-thanh-hinh-anh/tien-do/", JobProgress.as_view(), name="newsroom_media_progress"),
        path("am-thanh-hinh-anh/trong-bai/", MediaInPlace.as_view(), name="newsroom_media_in_place"),
        path("am-thanh-hinh-anh/luot/<int:number>/<slug:act>/", JobAct.as_view(), name="newsroom_media_job"),
        path("am-thanh-hinh-anh/tep/<int:pk>/", AssetScreen.as_view(), name="newsroom_media_asset"),
        path("am-thanh-hinh-anh/tep/<int:pk>/<slug:act>/", AssetAct.as_view(), name="newsroom_media_act"),
        path("san-sang-phat/", Air.as_view(), name="newsroom_media_air"),
        path("san-sang-phat/<int:number>/", AirFile.as_view(), name="newsroom_media_file"),
    ]


class MediaMenuItem(MenuItem):
    def is_shown(self, request):
        return sees_media(request.user)


@hooks.register("register_admin_menu_item")
def menu_media():
    return MediaMenuItem(
        _("Âm thanh, hình ảnh"), reverse("newsroom_media_jobs"), name="media-jobs", icon_name="media", order=290
    )


class AirMenuItem(MenuItem):
    def is_shown(self, request):
        return is_technician(request.user)


@hooks.register("register_admin_menu_item")
def menu_air():
    return AirMenuItem(
        _("Sẵn sàng phát"), reverse("newsroom_media_air"), name="media-air", icon_name="circle-check", order=291
    )


@hooks.register("construct_main_menu")
def one_door_to_media(request, items):
    """The library opens from the jobs, which come first; both carry one name."""
    items[:] = [item for item in items if item.name != "media"]
