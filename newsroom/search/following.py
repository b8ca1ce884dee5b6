"""Rows that follow their objects: a kind whose every change is a save or a deletion of its own model."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from newsroom.search import services
from newsroom.search.registry import Kind


def follow(kind: Kind, *, saves: bool = True) -> None:
    """Write the rows with each save, forget them with each deletion. `saves=False` for a kind whose owner writes them."""

    def after_save(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            services.refresh(kind.name, instance)

    def after_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
        services.remove(kind.name, [instance.pk])

    if saves:
        post_save.connect(after_save, sender=kind.model, weak=False, dispatch_uid=f"search.{kind.name}.saved")
    post_delete.connect(after_delete, sender=kind.model, weak=False, dispatch_uid=f"search.{kind.name}.deleted")
