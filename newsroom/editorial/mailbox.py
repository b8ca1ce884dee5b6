"""Mail of a run without a mail server: Django writes each to a file, the administrator reads it here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from newsroom.desks.policies import StaffPolicy

SHOWN = 100
# django.core.mail.backends.filebased ends each message with this line.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One mail; `name` is its file and its place in it."""

    name: str
    subject: str
    to: str
    at: datetime | None
    text: str = ""


def is_kept() -> bool:
    return settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def letters(user, limit: int = SHOWN) -> list[Letter]:
    """The newest mails to people whose accounts this person keeps, newest first: a mail may hold a password link."""
    if not is_kept():
        return []
    addresses = {address.lower() for address in StaffPolicy().reach(user).values_list("email", flat=True)}
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    found: list[Letter] = []
    for file in files:
        found += [each for each in reversed(_read(file)) if each.to.lower() in addresses]
        if len(found) >= limit:
            break
    return found[:limit]


def letter(user, name: str) -> Letter | None:
    """One of the kept mails by its name, or None."""
    return next((each for each in letters(user) if each.name == name), None)


def _read(file: Path) -> list[Letter]:
    parts = [part for part in file.read_bytes().split(BETWEEN) if part.strip()]
    return [_letter(f"{file.stem}-{place}", part) for place, part in enumerate(parts)]


def _letter(name: str, raw: bytes) -> Letter:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    body = message.get_body(("plain", "html"))
    return Letter(
        name, str(message["subject"] or ""), str(message["to"] or ""),
        _moment(str(message["date"] or "")),
        body.get_content() if body else "",
    )  # fmt: skip


def _moment(written: str) -> datetime | None:
    """A Date header; without a zone it means UTC (RFC 5322, 3.3)."""
    moment = parsedate_to_datetime(written) if written else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
