"""Rows that are written once. Triggers of the database say the same to those who come past Django."""

from django.db import models


class FrozenRow(Exception):
    """Somebody tried to change or delete what is kept as evidence."""


class FrozenQuerySet(models.QuerySet):
    def update(self, **values):
        self.model.refuse_changes(values)
        return super().update(**values)

    def delete(self):
        raise FrozenRow(f"{self.model._meta.label} rows are kept")

    delete.queryset_only = True


class Frozen(models.Model):
    """A row that is inserted once; only the columns in `loose` may still change."""

    loose: frozenset[str] = frozenset()
    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def refuse_changes(cls, names) -> None:
        if frozen := set(names) - cls.loose:
            raise FrozenRow(f"{cls._meta.label}: {', '.join(sorted(frozen))} cannot be changed")

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.refuse_changes(kwargs.get("update_fields") or [field.name for field in self._meta.concrete_fields])
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FrozenRow(f"{self._meta.label} rows are kept")
