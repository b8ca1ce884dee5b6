"""A ForeignKey names its target in a string, so import contracts cannot see it point up."""

from django.apps import apps
from django.contrib.auth import get_user_model

from tests.architecture.code import layers


def _app(model) -> str:
    return ".".join(model.__module__.split(".")[:2])


def test_no_relation_points_up():
    height = layers()
    upward = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if _app(model) in height
        for field in model._meta.get_fields()
        if (target := field.concrete and field.related_model)
        and target is not get_user_model()
        and height.get(_app(target), 0) > height[_app(model)]
    ]

    assert upward == []
