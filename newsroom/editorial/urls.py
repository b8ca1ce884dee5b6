"""Addresses about one story, under tin-bai/ of the admin."""

from django.urls import path

from newsroom.editorial.views.dialogs import StoryActionView
from newsroom.editorial.views.diff import DiffView
from newsroom.editorial.views.photos import StoryPhotoView
from newsroom.editorial.views.reading import StoryReadView

urlpatterns = [
    path("anh/", StoryPhotoView.as_view(), name="story_photo"),
    path("<int:pk>/", StoryReadView.as_view(), name="story_read"),
    path("<int:pk>/doi-chieu/", DiffView.as_view(), name="story_diff"),
    path("<int:pk>/<slug:verb>/", StoryActionView.as_view(), name="story_action"),
]
