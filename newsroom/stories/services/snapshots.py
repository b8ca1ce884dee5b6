"""Lưu chiểu: the copy that is written in the transaction in which something goes out or off."""

import hashlib
import json
from datetime import UTC
from functools import partial

from django.db import transaction

from media_pipeline.assets.models import Asset, Picture
from newsroom.organizations.models import Organization
from newsroom.stories.models import Snapshot, SnapshotRun, Story, Withdrawal
from newsroom.stories.queue import ring_snapshot
from newsroom.stories.text import assets_shown


@transaction.atomic(savepoint=False)
def take_snapshot(*, story: Story, kind: str, by, at, withdrawal: Withdrawal | None = None) -> Snapshot:
    """Write the next link of the organization's chain. The page itself is attached after commit, by a task."""
    brand = story.section.brand
    # One writer at a time may add to a chain: the organization's row is its lock.
    organization = brand.organization = Organization.objects.select_for_update().get(pk=brand.organization_id)
    last = Snapshot.objects.filter(organization=organization).order_by("-number").only("number", "digest").first()
    previous = last.digest if last else ""
    number = last.number + 1 if last else 1
    played = assets_of(story)
    content = canonical(facts_of(story, played, kind=kind, by=by, at=at, number=number, withdrawal=withdrawal))
    snapshot = Snapshot.objects.create(
        organization=organization, brand=brand, story=story, revision_id=story.live_revision_id, kind=kind,
        number=number, at=at, by=by, title=story.title, url=story.full_url or "", content=content,
        previous_digest=previous, digest=chain(previous, content),
    )  # fmt: skip
    for run in filter(None, (asset.current_run_id for asset in played)):
        SnapshotRun.objects.create(snapshot=snapshot, run_number=run)
    transaction.on_commit(partial(ring_snapshot, snapshot.pk))
    return snapshot


def canonical(facts: dict) -> str:
    """One spelling for one content: sorted keys, no spaces, real letters (RFC 8785's aim, for strings and integers)."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain(previous: str, content: str) -> str:
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def facts_of(
    story: Story, played: list[Asset], *, kind: str, by, at, number: int, withdrawal: Withdrawal | None
) -> dict:
    """Everything that went out, by name and not by reference: rows it names may be renamed tomorrow."""
    brand = story.section.brand
    facts = {
        "number": number,
        "kind": kind,
        "at": at.astimezone(UTC).isoformat(),
        "by": by.get_username() if by else "",
        "story": story.pk,
        "revision": story.live_revision_id,
        "brand": brand.name,
        "organization": brand.organization.name,
        "url": story.full_url or "",
        "section": story.section.name,
        "other_sections": sorted(section.name for section in story.other_sections.all()),
        "kicker": story.kicker,
        "title": story.title,
        "short_title": story.short_title,
        "sapo": story.sapo,
        "body": list(story.body.get_prep_value()),
        "pictures": [_said_of(picture) for picture in pictures_of(story)],
        "films_and_sounds": [_said_of_played(asset) for asset in played],
        "credits": [[str(credit.contributor), credit.role] for credit in story.credits.all()],
        "genre": story.genre.name if story.genre else "",
        "source": story.source,
        "tags": sorted(tag.name for tag in story.tags.all()),
        "places": sorted(place.name for place in story.places.all()),
        "language": story.language,
        "ai": [story.ai_provenance, story.ai_tool, story.ai_note],
        "first_published_at": story.first_published_at.isoformat() if story.first_published_at else "",
    }
    if withdrawal:
        facts["withdrawal"] = {
            "reason": withdrawal.reason,
            "explanation": withdrawal.explanation,
            "document_number": withdrawal.document_number,
            "document_date": str(withdrawal.document_date or ""),
            "authority": withdrawal.authority,
        }
    return facts


def pictures_of(story: Story) -> list[Picture]:
    """Every picture that its page shows, once, by id."""
    shown = {picture.pk: picture for picture in [*_in_body(story), story.lead_picture] if picture}
    return [picture for _pk, picture in sorted(shown.items())]


def assets_of(story: Story) -> list[Asset]:
    """Every film and sound that its page plays, by number."""
    numbers = assets_shown(story)
    return list(Asset.objects.filter(pk__in=numbers).order_by("pk")) if numbers else []


def runs_in_snapshots(numbers: set[int]) -> set[int]:
    """Of these runs, those that a snapshot refers to."""
    return set(SnapshotRun.objects.filter(run_number__in=numbers).values_list("run_number", flat=True))


def _in_body(story: Story):
    for block in story.body:
        if block.block_type == "picture":
            yield block.value["image"]
        elif block.block_type == "gallery":
            yield from (item["image"] for item in block.value["pictures"])


def _said_of(picture: Picture) -> dict:
    """What an id in the body stands for, with Wagtail's SHA-1 of the original file."""
    return {
        "id": picture.pk,
        "title": picture.title,
        "credit": picture.credit,
        "caption": picture.caption,
        "alt": picture.alt,
        "sha1": picture.file_hash,
    }


def _said_of_played(asset: Asset) -> dict:
    """The original's SHA-256, and the run that readers could play when it went out, if there was one."""
    return {
        "id": asset.pk,
        "title": asset.title,
        "credit": asset.credit,
        "sha256": asset.source_sha256,
        "run": asset.current_run_id,
    }
