from django.urls import include, path
from wagtail import hooks

from media_pipeline.assets import views


@hooks.register("register_admin_urls")
def admin_urls():
    pages = [path("<int:picture_id>/tep-goc/", views.original, name="original")]
    return [path("images/", include((pages, "assets")))]
