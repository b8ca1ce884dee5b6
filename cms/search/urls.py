from django.urls import path

from cms.search import views

urlpatterns = [path("tim-kiem/", views.search, name="search")]
