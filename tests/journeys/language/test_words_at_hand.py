"""What scripts may say, and what every kind of row is called, is Vietnamese before anybody asks for it."""

import json
import re
from pathlib import Path

import polib
import wagtail.admin
from django.apps import apps
from django.urls import reverse

from deploy.messages import extracted
from tests.factories import UserFactory
from tests.journeys.language.words import foreign

OURS = ("cms.", "newsroom.", "media_pipeline.")


def test_scripts_find_each_of_wagtails_words_and_of_ours(client, db):
    client.force_login(UserFactory(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    at_hand = json.loads(re.search(r"const newcatalog = (\{.*?\});", script, re.DOTALL)[1])
    source = Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    asked = {entry.msgid for entry in polib.pofile(source)} | {message[0] for message in extracted()["djangojs"]}

    assert len(asked) > 85
    assert sorted(asked - at_hand.keys()) == []


def test_every_kind_of_row_has_a_vietnamese_name():
    kinds = [model._meta for model in apps.get_models() if model.__module__.startswith(OURS)]
    names = {str(name) for kind in kinds for name in (kind.verbose_name, kind.verbose_name_plural)}

    assert len(names) > 30
    assert [name for name in names if list(foreign(name))] == []
