"""Rows that put a story on the site, written in the transaction in which it goes live or dark."""

from django.db import transaction

from cms.core.models import Generation
from cms.outlet.queue import ring_warm
from cms.sections.models import Placement
from newsroom.desks.models import Section
from newsroom.stories.models import Story


def place(story: Story) -> None:
    """Show the story in its sections and in those above them; called again it changes only what differs."""
    address = story.address
    wanted = {section.pk: section for section in with_those_above([story.section, *story.other_sections.all()])}
    Placement.objects.filter(story=story).exclude(section__in=wanted).delete()
    rows = [
        Placement(
            story=story,
            section=section,
            brand_id=section.brand_id,
            is_main=section.pk == story.section_id,
            sorted_at=address.updated_at or address.published_at,
        )
        for section in wanted.values()
    ]
    Placement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["story", "section"],
        update_fields=["brand", "is_main", "sorted_at"],
    )
    Generation.advance()
    transaction.on_commit(lambda: ring_warm(story.pk))


def remove(story: Story) -> None:
    Placement.objects.filter(story=story).delete()
    Generation.advance()


def with_those_above(sections: list[Section]) -> list[Section]:
    found: dict[int, Section] = {}
    for section in sections:
        while section and section.pk not in found:
            found[section.pk] = section
            section = section.parent
    return list(found.values())
