from django.urls import path

from cms.sections import views

urlpatterns = [
    path("moi-nhat/", views.latest, name="latest"),
    path("the/<slug:slug>/", views.tag, name="tag"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
]
