from django.http import Http404
from django.urls import include, path
from wagtail import hooks

from media_pipeline.assets import views
from media_pipeline.assets.queries import may_be_seen


@hooks.register("before_serve_document")
def only_to_who_may_see_it(document, request):
    if not may_be_seen(document, request.user):
        raise Http404


@hooks.register("register_admin_urls")
def admin_urls():
    pages = [path("<int:picture_id>/tep-goc/", views.original, name="original")]
    return [path("images/", include((pages, "assets")))]
