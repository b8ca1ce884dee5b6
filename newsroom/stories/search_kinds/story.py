"""How a story becomes findable: for readers what is on the site, for the newsroom its newest version."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from newsroom.desks.models import Genre
from newsroom.desks.queries import desks_for, standing_of
from newsroom.desks.roles import Right
from newsroom.people.models import Contributor
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.models import Story
from newsroom.stories.queries import credited_in_newest, credits_of, place_of, readable
from newsroom.stories.spoken import spoken_in
from newsroom.stories.states import CreditRole
from newsroom.stories.text import PLAYED, assets_shown, body_text

ON_SITE = "on_site"
OFFICIAL_DOCUMENT = "van-ban"  # the genre of a public document told in blocks
FORMS = {
    "text": _("Bài viết"), "video": _("Video"), "audio": _("Phát thanh"), "document": _("Văn bản"),
    "literature": _("Thơ, truyện"),
}  # fmt: skip


def form_of(story: Story) -> str:
    """What a reader comes for: to watch, to listen, to look something up, or to read."""
    kinds = {block["type"] for block in story.body.raw_data} & set(PLAYED)
    if story.lead_media:
        return story.lead_media.type
    if kinds:
        return "video" if "video" in kinds else "audio"
    if story.genre and story.genre.code == OFFICIAL_DOCUMENT:
        return "document"
    is_literature = story.genre and story.genre.royalty_group == Genre.RoyaltyGroup.LITERATURE
    return "literature" if is_literature else "text"


def _document(story: Story, *, names, acl) -> Document:
    place, credits = place_of(story), credits_of(story)
    sections = [*story.other_sections.all(), *([story.section] if story.section else [])]
    return Document(
        title=story.title,
        deck=" ".join(part for part in (story.kicker, story.short_title, story.sapo) if part),
        body="\n".join(filter(None, [body_text(story.body), spoken_in(assets_shown(story))])),
        tags=[*(tag.name for tag in story.tags.all()), *(place.name for place in story.places.all())],
        people=list(dict.fromkeys(name for credit in credits for name in names(credit.contributor))),
        url=story.url or "",
        language=story.language,
        form=form_of(story),
        section_ids=sorted({section.pk for section in sections}),
        author_ids=[credit.contributor_id for credit in credits if credit.role == CreditRole.AUTHOR],
        organization_id=place.organization_id,
        desk_id=place.desk_id,
        published_at=story.address.published_at if hasattr(story, "address") else None,
        updated_at=story.latest_revision_created_at,
        acl=acl(place, credits),
    )


def to_public(story: Story) -> Document | None:
    """Whoever writes under a pen name is not found by the name behind it."""
    return _document(story, names=lambda person: [person.public_name], acl=lambda *_: ()) if story.live else None


def to_staff(story: Story) -> Document | None:
    """What readers have word for word is everybody's; a version they do not have is for who may read it."""
    version = story.get_latest_revision_as_object() if story.latest_revision_id else story
    is_known = story.live and story.latest_revision_id == story.live_revision_id
    return _document(
        version,
        names=lambda person: [person.name, person.public_name],
        acl=lambda place, credits: [
            f"desk:{place.desk_id}",
            f"user:{story.owner_id}",
            *dict.fromkeys(f"contributor:{credit.contributor_id}" for credit in credits),
            *([ON_SITE] if is_known else []),
        ],
    )


def scopes(user) -> list[str] | None:
    desks = desks_for(user, Right.READ).values_list("pk", flat=True)
    credited = Contributor.objects.filter(user=user).values_list("pk", flat=True)
    return [*(f"desk:{pk}" for pk in desks), f"user:{user.pk}", *(f"contributor:{pk}" for pk in credited), ON_SITE]


def may_see(user, ids) -> set[int]:
    on_site = Story._base_manager.filter(pk__in=readable(ids), latest_revision=F("live_revision"))
    return visible(user, ids) | set(on_site.values_list("pk", flat=True))


def visible(user, ids) -> set[int]:
    """Of these stories, those that open to this person inside the newsroom, drafts included."""
    roots = standing_of(user).roots(Right.READ)
    rows = Story._base_manager.filter(pk__in=ids).values_list("pk", "path", "owner_id")
    found = {pk for pk, path, owner in rows if owner == user.pk or any(path.startswith(root) for root in roots)}
    others = set(ids) - found
    if not others or not (credited := set(Contributor.objects.filter(user=user).values_list("pk", flat=True))):
        return found
    stories = Story._base_manager.filter(pk__in=others).select_related("latest_revision")
    stories = stories.only("latest_revision", "latest_revision__content")
    return found | {story.pk for story in stories if not credited.isdisjoint(credited_in_newest(story))}


KIND = Kind(
    name="story", label=_("Tin bài"), model=Story, to_public=to_public, to_staff=to_staff,
    check_public=readable, may_see=may_see, scopes=scopes,
    objects=lambda: Story.objects.select_related("section", "genre", "lead_media", "latest_revision"), version=2,
)  # fmt: skip
