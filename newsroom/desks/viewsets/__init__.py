from newsroom.desks.viewsets.menu import StructureMenu
from newsroom.desks.viewsets.roles import RolesViewSet
from newsroom.desks.viewsets.structure import DeskViewSet, NewsroomViewSet
from newsroom.desks.viewsets.words import GenreViewSet, PlaceViewSet, SectionViewSet, TagViewSet

__all__ = [
    "DeskViewSet", "GenreViewSet", "NewsroomViewSet", "PlaceViewSet", "RolesViewSet", "SectionViewSet", "StructureMenu",
    "TagViewSet",
]  # fmt: skip
