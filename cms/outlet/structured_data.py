"""What machines are told about a page: https://schema.org in JSON-LD, Open Graph's picture."""

from dataclasses import dataclass
from datetime import datetime

from cms.core import linked_data
from cms.core.frame import Frame
from cms.outlet.models import HEIGHT, WIDTH
from cms.outlet.playing import Played
from media_pipeline.assets.queries import jpeg
from media_pipeline.assets.templatetags.pictures import printable
from newsroom.stories.models import Story
from newsroom.stories.states import CreditRole


@dataclass(frozen=True, slots=True)
class SharePicture:
    url: str
    width: int
    height: int


def share_picture(story: Story, request) -> SharePicture | None:
    """The drawn card; until it exists a JPEG of the story's picture."""
    if card := getattr(story, "share_card", None) if story.pk else None:
        return SharePicture(request.build_absolute_uri(card.file.url), WIDTH, HEIGHT)
    widest = jpeg(story.card_picture, width=1200) if printable(story.card_picture) else None
    return SharePicture(request.build_absolute_uri(widest.url), widest.width, widest.height) if widest else None


def graph(story: Story, frame: Frame, context: dict, request) -> dict:
    """{"@context", "@graph": [NewsArticle, BreadcrumbList, NewsMediaOrganization]}; empty for a draft without an address."""
    if not (context["canonical"] and frame.brand):
        return {}
    address, picture = context["address"], context["share_picture"]
    article = {
        "@type": "NewsArticle",
        "@id": f"{context['canonical']}#bai",
        "mainEntityOfPage": context["canonical"],
        "headline": story.title[:110],
        "description": story.sapo,
        "inLanguage": story.language,
        "articleSection": story.section.name if story.section else "",
        "datePublished": address.published_at.isoformat(),
        "dateModified": (address.updated_at or address.published_at).isoformat(),
        "author": [
            {
                "@type": "Person",
                "name": credit.contributor.public_name,
                "url": f"{frame.root_url}/tac-gia/{credit.contributor.slug}/",
            }
            for credit in context["credits"]
            if credit.role == CreditRole.AUTHOR
        ]
        or linked_data.reference(frame),
        "publisher": linked_data.reference(frame),
        "keywords": [tag.name for tag in context["tags"]],
        "contentLocation": [{"@type": "Place", "name": place.name} for place in context["places"]],
        "isAccessibleForFree": True,
    }
    if picture:
        article["image"] = [picture.url]
    for played in context["played"]:
        kind = "video" if played.media.kind == "video" else "audio"
        article.setdefault(kind, []).append(played_object(played, address.published_at, request))
    trail = linked_data.breadcrumbs(frame, context["crumbs"], story.title)
    return linked_data.graph(article, trail, linked_data.publisher(frame))


def played_object(played: Played, published_at: datetime, request) -> dict:
    """VideoObject or AudioObject: https://developers.google.com/search/docs/appearance/structured-data/video."""
    media = played.media
    plain = media.mp4 if media.kind == "video" else media.mp3
    found = {
        "@type": "VideoObject" if media.kind == "video" else "AudioObject",
        "name": media.title,
        "description": " ".join(said.text for said in played.transcript)[:300] or media.title,
        "uploadDate": published_at.isoformat(),
        "duration": f"PT{round(media.duration)}S",
        "contentUrl": request.build_absolute_uri(plain or media.hls),
    }
    if media.poster:
        found["thumbnailUrl"] = [request.build_absolute_uri(media.poster)]
    return found
