from django.urls import path

from media_pipeline.ingest.views.screen import UploadScreen
from media_pipeline.ingest.views.tus import UploadsView, UploadView

app_name = "uploads"
urlpatterns = [
    path("", UploadsView.as_view(), name="all"),
    path("video-am-thanh/", UploadScreen.as_view(), name="screen"),
    path("<uuid:upload_id>/", UploadView.as_view(), name="one"),
]
