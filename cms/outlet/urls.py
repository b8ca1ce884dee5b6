from django.urls import re_path

from cms.outlet import views

# Any prefix: a renamed or moved section, or a wrong slug, is one redirect away from the story, without redirect rows.
urlpatterns = [re_path(r"^(?:[\w-]+/)*\d{6}/[\w-]*-(?P<id7>[0-9a-f]{7})/$", views.story, name="story")]
