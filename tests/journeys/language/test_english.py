"""Who chose English in their account sees our screens in English; what people wrote stays as they wrote it."""

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.urls import reverse
from wagtail.users.models import UserProfile

from newsroom.editorial.actions import VERBS
from newsroom.stories.models import Story
from tests.journeys.language.crawl import texts
from tests.journeys.language.house import furnish
from tests.journeys.language.words import vietnamese

WRITTEN = ("cms", "newsroom", "media_pipeline", "wagtailcore", "auth")
# A language is named in itself.
AS_THEY_ARE = ("Tiếng Việt",)


def written() -> list[str]:
    """Everything a person of the newsroom wrote, longest first: data, in whatever language."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith(WRITTEN) or model._meta.app_label in WRITTEN:
            columns = [field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
            found |= {str(value) for row in model._base_manager.values_list(*columns) for value in row if value}
            found |= {str(row) for row in model._base_manager.all()}
    found |= {words[:1].upper() + words[1:] for words in found}
    return sorted(found, key=len, reverse=True)


@pytest.mark.parametrize("role", ["reporter", "secretary", "leader"])
def test_our_screens_in_english(role, client, db):
    person = furnish()[role]
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    data = [*written(), *AS_THEY_ARE]

    seen = set()
    for address in screens():
        for text in texts(client.get(address)):
            for words in data:
                text = text.replace(words, "")
            seen |= {(text, word) for word in vietnamese(text)}

    assert sorted(seen) == []


def screens() -> list[str]:
    stories = Story.objects.all()
    return [
        reverse("wagtailadmin_home"),
        reverse("newsroom_stories"),
        reverse("newsroom_rights"),
        reverse("newsroom_write"),
        *(reverse("wagtailadmin_pages:edit", args=[story.pk]) for story in stories),
        *(reverse("story_action", args=[story.pk, verb]) for story in stories for verb in VERBS),
    ]
