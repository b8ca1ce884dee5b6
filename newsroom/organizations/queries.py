from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q

from newsroom.organizations.models import Brand, Licence


def complete_licences(day: date):
    """Licences in force on this day that have all that the law wants printed."""
    complete = Q()
    for name in Licence.REQUIRED:
        complete &= Q(**{f"{name}__isnull": False})
        if isinstance(Licence._meta.get_field(name), CharField):
            complete &= ~Q(**{name: ""})
    return Licence.objects.on(day).filter(complete)


def brands_lacking_licence(day: date, organizations: Iterable | None = None):
    """Brands of these organizations (None: all) whose licence is missing or incomplete on this day."""
    brands = Brand.objects.exclude(Exists(complete_licences(day).filter(brand=OuterRef("pk"))))
    return brands if organizations is None else brands.filter(organization__in=organizations)
