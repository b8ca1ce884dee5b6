from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from media_pipeline.storage.views import public_file
from newsroom.editorial.views.entrance import Entrance
from newsroom.editorial.views.reauthentication import ReauthenticateView

urlpatterns = [
    # Before the admin's own addresses: those send away whoever is signed out, and this asks for the password.
    path("quan-tri/xac-nhan-mat-khau/", ReauthenticateView.as_view(), name="reauthenticate"),
    path("quan-tri/vao/", Entrance.as_view(), name="newsroom_entrance"),
    # One door: Wagtail's two login forms count no wrong passwords and know no second factor.
    path("quan-tri/login/", Entrance.as_view()),
    path("_util/login/", Entrance.as_view()),
    path("quan-tri/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-khoan/", include("allauth.urls")),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("cms.sections.urls")),
    path("", include("cms.search.urls")),
    path("", include("cms.feeds.urls")),
    path("", include("cms.outlet.urls")),
    path("", include(wagtail_urls)),
]
handler404 = "cms.outlet.views.not_found"
if settings.SERVE_MEDIA:
    urlpatterns[:0] = [
        re_path(r"^media/(?P<key>(?:runs|growing)/.+)$", public_file),
        re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]
