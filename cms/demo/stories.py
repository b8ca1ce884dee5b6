"""The stories: written, approved and published through the same doors as any other, then put back in time."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.files import File
from django.utils.html import escape, format_html
from wagtail.models import Collection

from cms.demo.clips import send_clips
from cms.demo.content_files import PICTURES, read, read_stories
from cms.demo.past import put_back
from cms.home.models import HomePage, LeadSlot
from media_pipeline.assets.models import Asset, Picture
from media_pipeline.assets.services import take_in
from newsroom.desks.models import Desk, Genre, Place, Section
from newsroom.editorial.actions import Approve, SendBack, Submit, TakeDown, TakeUp
from newsroom.people.models import Contributor
from newsroom.stories.models import Approval, Credit, Story
from newsroom.stories.states import CreditRole

ROLES = {
    "tac-gia": CreditRole.AUTHOR, "anh": CreditRole.PHOTOGRAPHER, "bien-dich": CreditRole.TRANSLATOR,
    "bien-tap": CreditRole.EDITOR,
}  # fmt: skip
GATES = ["truong-ban", "thu-ky", "duyet-dang"]
WAITED = {"truong-ban": 0.3, "thu-ky": 1.6, "duyet-dang": 0.7}  # hours at each gate: the second is past its hour


class Teller:
    """Writes every sample story as of `now`. `pictures` and `stories` are known by their file name and slug."""

    def __init__(self, now: datetime):
        self.now = now
        self.people = {user.username: user for user in get_user_model().objects.all()}
        self.desks = {desk.slug: desk for desk in Desk.objects.all()}
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.genres = {genre.code: genre for genre in Genre.objects.all()}
        self.pictures: dict[str, Picture] = {}
        self.clips: dict[str, Asset] = {}
        self.stories: dict[str, Story] = {}

    def tell(self) -> None:
        for row in read("pictures"):
            self.pictures[row["file"]] = self._picture(row)
        self.clips = send_clips(by=self.people["kythuat"], now=self.now)
        for row in read_stories():
            story = self._draft(row)
            self.stories[row["slug_hint"]] = story
            if row["state"] != "draft":
                getattr(self, f"_{row['state']}")(story, row)
            put_back(
                story, WAITED.get(row.get("waiting_gate")) or row.get("published_hours_ago") or row["written_hours_ago"]
            )
            if row.get("lead"):
                LeadSlot.objects.create(home=HomePage.objects.get(), position=1, story=story, placed_at=self.now)

    def _picture(self, row: dict) -> Picture:
        with (PICTURES / row["file"]).open("rb") as file:
            picture = take_in(
                File(file, name=row["file"]),
                user=self.people["kythuat"],
                collection=Collection.get_first_root_node(),
                title=row["title"],
                now=self.now,
            )
        picture.caption, picture.alt, picture.credit = row["caption"], row["alt"], row["credit"]
        if focal := row.get("focal"):
            x, y, width, height = focal
            picture.focal_point_x, picture.focal_point_y = x + width // 2, y + height // 2
            picture.focal_point_width, picture.focal_point_height = width, height
        picture.save()
        return picture

    def _draft(self, row: dict) -> Story:
        authors = [Contributor.objects.get(slug=slug) for slug, role in row["credits"] if role == "tac-gia"]
        owner = next((author.user for author in authors if author.user), self.people["phongvien"])
        story = Story(
            title=row["title"], slug=row["slug_hint"][:200], draft_title=row["title"], owner=owner, live=False,
            kicker=row.get("kicker", ""), short_title=row.get("short_title", ""), sapo=row["sapo"],
            section=self.sections[row["section"]], genre=self.genres[row["genre"]], source=row.get("source", ""),
            language=row.get("language", "vi"), ai_provenance=row.get("ai", "none"), ai_tool=row.get("ai_tool", ""),
            ai_note=row.get("ai_note", ""), lead_picture=self.pictures.get(row.get("picture")),
            document_facts=_plain(row["document"]) if "document" in row else None,
            body=[self._block(block) for block in row["body"]],
        )  # fmt: skip
        self.desks[row["desk"]].add_child(instance=story)
        for order, (slug, role) in enumerate(row["credits"]):
            contributor = Contributor.objects.get(slug=slug)
            story.credits.add(Credit(contributor=contributor, role=ROLES[role], sort_order=order))
        story.other_sections = [self.sections[slug] for slug in row.get("other_sections", [])]
        story.places = Place.objects.filter(name__in=row.get("places", []))
        story.tags.add(*row.get("tags", []))
        story.first_published_at = self._time(row) if row["state"] in ("published", "withdrawn") else None
        story.save_revision(user=owner)
        return Story.objects.get(pk=story.pk)

    def _time(self, row: dict) -> datetime:
        return self.now - timedelta(hours=row["published_hours_ago"])

    def _block(self, block: dict) -> tuple:
        kind = block["type"]
        match kind:
            case "paragraph":
                text = block.get("html") or escape(block["text"])
                return kind, {"text": f"<p>{text}</p>", "language": block.get("language", "")}
            case "heading":
                return kind, block["text"]
            case "picture":
                words = {name: block.get(name, "") for name in ("caption", "credit", "alt")}
                return kind, {"image": self.pictures[block["file"]], "crop": "", **words}
            case "pictures":
                items = [
                    {"image": self.pictures[item["file"]], "caption": item["caption"], "credit": "", "alt": item["alt"]}
                    for item in block["items"]
                ]
                return "gallery", {"credit": block["credit"], "pictures": items}
            case "video" | "audio":
                words = {name: block.get(name, "") for name in ("caption", "credit")}
                return kind, {"media": self.clips[block["file"]], **words}
            case "quote":
                return kind, {"text": block["text"], "name": block.get("name", ""), "role": block.get("role", "")}
            case "facts":
                items = "".join(format_html("<li>{}</li>", item) for item in block["items"])
                return kind, {"title": block["title"], "text": f"<ul>{items}</ul>"}
            case "table":
                table = {
                    "data": block["rows"], "cell": [], "first_row_is_table_header": True, "first_col_is_header": False,
                    "table_caption": "", "table_header_choice": "row", "mergeCells": [],
                }  # fmt: skip
                return kind, {"caption": block.get("caption", ""), "table": table}
            case "related":
                return kind, {"stories": [self.stories[slug] for slug in block["stories"] if slug in self.stories]}
        raise ValueError(f"No block for {kind}")

    def _published(self, story: Story, row: dict) -> None:
        Approval.objects.create(
            story=story, revision=story.latest_revision, by=self.people["lanhdao"], at=self._time(row)
        )
        story.latest_revision.publish(user=self.people["lanhdao"], skip_permission_checks=True)
        if hours := row.get("updated_hours_ago"):
            story.refresh_from_db()
            story.address.updated_at = self.now - timedelta(hours=hours)
            story.address.save(update_fields=["updated_at"])
            story.placements.update(sorted_at=story.address.updated_at)

    def _withdrawn(self, story: Story, row: dict) -> None:
        self._published(story, row)
        TakeDown(
            story=story, user=self.people["lanhdao"], reason=row["reason"],
            document_number=row.get("document_number", ""), document_date=row.get("document_date"),
        ).execute()  # fmt: skip

    def _waiting(self, story: Story, row: dict) -> None:
        self._pass_gates(story, until=row["waiting_gate"], urgent=row.get("urgent", False))

    def _approved(self, story: Story, row: dict) -> None:
        self._pass_gates(story, until=None)

    def _returned(self, story: Story, row: dict) -> None:
        Submit(story=story, user=story.owner).execute()
        chief = self._approver(story, "truong-ban")
        TakeUp(story=story, user=chief).execute()
        SendBack(story=story, user=chief, reason=row["reason"]).execute()

    def _pass_gates(self, story: Story, *, until: str | None, urgent: bool = False) -> None:
        Submit(story=story, user=story.owner, urgent=urgent).execute()
        for gate in GATES:
            if gate == until:
                return
            user = self._approver(story, gate)
            TakeUp(story=story, user=user).execute()
            Approve(story=story, user=user, revision_id=story.latest_revision_id).execute()

    def _approver(self, story: Story, gate: str):
        if gate == "truong-ban":
            desk = story.get_parent()
            role_group = desk.role_groups.get(role="chief")
            return role_group.group.user_set.first()
        return self.people["thuky" if gate == "thu-ky" else "lanhdao"]


def _plain(document: dict) -> dict:
    """TOML dates as text, because the facts of a document are kept as JSON."""
    return {name: value if isinstance(value, str | list) else str(value) for name, value in document.items()}
