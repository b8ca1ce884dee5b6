"""The news site as an Outlet: what `newsroom.stories` asks of a website, and nothing more."""

from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.template.response import TemplateResponse
from django.test import RequestFactory

from cms.outlet.story_page import read_story
from cms.outlet.views import gone
from cms.sections.models import SectionPage
from newsroom.desks.models import Section
from newsroom.prepared import Prepared
from newsroom.stories.models import Story


@Prepared
def pages_of(section):
    return SectionPage.objects.live().filter(section=section)


class NewsSite:
    def section_page(self, section: Section | None) -> SectionPage | None:
        return next(iter(pages_of(section.pk)), None) if section else None

    def page(self, story: Story, request) -> TemplateResponse:
        """The story's page for this request, whether it is live or a draft shown in the editor."""
        reading = read_story(story, request)
        return TemplateResponse(request, reading.template, reading.context)

    def render(self, story: Story) -> tuple[str, list[str]]:
        address = urlsplit(story.full_url or "http://localhost/")
        request = RequestFactory().get(address.path, SERVER_NAME=address.hostname, SERVER_PORT=str(address.port or 80))
        request.user = AnonymousUser()
        if not story.live:
            return gone(request, story.address).content.decode(), []
        reading = read_story(story, request)
        html = TemplateResponse(request, reading.template, reading.context).render().content.decode()
        names = [
            rendition.file.name
            for picture in reading.pictures
            for rendition in picture.renditions.all()
            if rendition.url in html
        ]
        return html, names
