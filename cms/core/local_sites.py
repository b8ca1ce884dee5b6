"""Websites of a newsroom on one machine: they answer at the port that is open, whatever the form of a website says."""

from ipaddress import ip_address

from django.conf import settings
from django.db.models.signals import pre_save
from wagtail.models import Site

HTTP = 80


def is_local(hostname: str) -> bool:
    try:
        ip_address(hostname)
    except ValueError:
        return hostname == "localhost" or hostname.endswith(".localhost")
    return True


def open_at_this_port(sender, instance: Site, **kwargs) -> None:
    if settings.LOCAL_PORT and instance._state.adding and instance.port == HTTP and is_local(instance.hostname):
        instance.port = settings.LOCAL_PORT


def connect() -> None:
    pre_save.connect(open_at_this_port, sender=Site)
