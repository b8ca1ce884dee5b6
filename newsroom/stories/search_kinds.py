"""How stories, pictures, documents and contributors become findable."""

from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.models import Picture, PressDocument
from newsroom.desks.queries import desks_for, standing_of
from newsroom.desks.roles import Right
from newsroom.people.models import Contributor
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.models import Story, Withdrawal
from newsroom.stories.queries import credits_of, place_of
from newsroom.stories.states import CreditRole
from newsroom.stories.text import body_text


def _story_document(story: Story) -> Document:
    place, credits = place_of(story), credits_of(story)
    sections = [*story.other_sections.all(), *([story.section] if story.section else [])]
    return Document(
        title=story.title,
        deck=" ".join(part for part in (story.kicker, story.short_title, story.sapo) if part),
        body=body_text(story.body),
        tags=[*(tag.name for tag in story.tags.all()), *(place.name for place in story.places.all())],
        people=[
            name
            for credit in credits
            for name in dict.fromkeys((credit.contributor.name, credit.contributor.public_name))
        ],
        url=story.url or "",
        language=story.language,
        section_ids=sorted({section.pk for section in sections}),
        author_ids=[credit.contributor_id for credit in credits if credit.role == CreditRole.AUTHOR],
        organization_id=place.organization_id,
        desk_id=place.desk_id,
        published_at=story.address.published_at if hasattr(story, "address") else None,
        updated_at=story.latest_revision_created_at,
        acl=[f"desk:{place.desk_id}", f"user:{story.owner_id}"],
    )


def story_to_public(story: Story) -> Document | None:
    return _story_document(story) if story.live else None


def story_to_staff(story: Story) -> Document | None:
    """The newest version, because the newsroom looks for what it is writing."""
    version = story.get_latest_revision_as_object() if story.latest_revision_id else story
    return _story_document(version)


def live_stories(ids) -> set[int]:
    withdrawn = Withdrawal.objects.filter(story__in=ids, lifted_at=None).values("story")
    return set(Story.objects.live().filter(pk__in=ids).exclude(pk__in=withdrawn).values_list("pk", flat=True))


def story_scopes(user) -> list[str] | None:
    desks = desks_for(user, Right.READ).values_list("pk", flat=True)
    return [*(f"desk:{pk}" for pk in desks), f"user:{user.pk}"]


def visible_stories(user, ids) -> set[int]:
    roots = standing_of(user).roots(Right.READ)
    rows = Story._base_manager.filter(pk__in=ids).values_list("pk", "path", "owner_id")
    written = set(Story._base_manager.filter(pk__in=ids, credits__contributor__user=user).values_list("pk", flat=True))
    return {
        pk for pk, path, owner in rows if owner == user.pk or any(path.startswith(root) for root in roots)
    } | written


def picture_to_staff(picture: Picture) -> Document:
    return Document(
        title=picture.title,
        deck=picture.caption,
        body=" ".join(part for part in (picture.alt, picture.place, picture.rights) if part),
        tags=[tag.name for tag in picture.tags.all()],
        people=[picture.credit] if picture.credit else [],
        updated_at=picture.created_at,
    )


def document_to_staff(document: PressDocument) -> Document:
    return Document(
        title=document.title, body=document.filename, tags=[tag.name for tag in document.tags.all()],
        updated_at=document.created_at,
    )  # fmt: skip


def contributor_to_staff(contributor: Contributor) -> Document:
    return Document(title=contributor.public_name, deck=contributor.name, body=contributor.bio)


def nobody(_object) -> None:
    return None


def none_public(_ids) -> set[int]:
    return set()


def everything(_user, ids) -> set[int]:
    return set(ids)


KINDS = (
    Kind(
        name="story", label=_("Tin bài"), model=Story, to_public=story_to_public, to_staff=story_to_staff,
        check_public=live_stories, may_see=visible_stories, scopes=story_scopes,
        objects=lambda: Story.objects.select_related("section", "latest_revision"),
    ),
    Kind(
        name="picture", label=_("Ảnh"), model=Picture, to_public=nobody, to_staff=picture_to_staff,
        check_public=none_public, may_see=everything,
    ),
    Kind(
        name="document", label=_("Tài liệu"), model=PressDocument, to_public=nobody, to_staff=document_to_staff,
        check_public=none_public, may_see=everything,
    ),
    Kind(
        name="contributor", label=_("Tác giả"), model=Contributor, to_public=nobody, to_staff=contributor_to_staff,
        check_public=none_public, may_see=everything,
    ),
)  # fmt: skip
