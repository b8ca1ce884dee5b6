from django.urls import path

from cms.search import views

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/goi-y/", views.suggestions, name="search_suggestions"),
    path("tim-kiem/opensearch.xml", views.description, name="opensearch"),
]
