from django.urls import include, path
from wagtail import hooks

from media_pipeline.ingest import urls


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("tai-len/", include(urls))]
