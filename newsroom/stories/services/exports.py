"""Xuất ZIP: copies for whoever receives the deposit, with what they need to check them by themselves."""

import hashlib
import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.stories.models import Snapshot, SnapshotExport, SnapshotFile
from newsroom.stories.services.snapshot_checks import CHUNK

MOST_SNAPSHOTS = 1_000
MOST_BYTES = 500 * 1024 * 1024


class TooMuch(Exception):
    """More, or less, than one ZIP can hold. The text is a Vietnamese sentence on what to do."""


@dataclass(frozen=True)
class Archive:
    """An open temporary file, rewound, and what to call it."""

    file: object
    name: str


README = """Bản sao lưu chiểu của {organization}, xuất lúc {at}.

Mỗi thư mục là một bản lưu chiểu, đặt tên theo số thứ tự:
  noi-dung.json   nội dung đúng như đã băm
  trang.html      trang bạn đọc đã thấy; tệp đi kèm nằm cùng thư mục
ke-khai.json ghi số, việc, lúc, địa chỉ, mã băm của từng bản và từng tệp.

Tự kiểm tra:
  sha256sum -c SHA256SUMS
  mã băm một bản = SHA-256 của (mã băm bản trước + dấu xuống dòng + noi-dung.json)
"""


def export(*, snapshots, query: str, by, now: datetime) -> Archive:
    """Write the snapshots of one organization to a ZIP and log who took them. Raises TooMuch."""
    snapshots = snapshots.order_by("number")
    count = refuse_too_much(snapshots)
    organization = snapshots.first().organization
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever gets the archive closes it
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [
            _write(archive, snapshot, sums)
            for snapshot in snapshots.select_related("brand").prefetch_related("files").iterator(chunk_size=100)
        ]
        manifest = {
            "organization": organization.name,
            "exported_at": now.astimezone(UTC).isoformat(),
            "snapshots": rows,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        _add(archive, "ke-khai.json", text, sums)
        clock = f"{timezone.localtime(now):%H:%M, %d/%m/%Y}"
        _add(archive, "DOC-TRUOC.txt", README.format(organization=organization.name, at=clock).encode(), sums)
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums))
    SnapshotExport.objects.create(
        at=now, by=by, organization=organization, query=query[:300], count=count,
        digest=hashlib.sha256(text).hexdigest(),
    )  # fmt: skip
    file.seek(0)
    return Archive(file, f"luu-chieu-{timezone.localtime(now):%Y%m%d-%H%M}.zip")


def refuse_too_much(snapshots) -> int:
    count = snapshots.count()
    if not count:
        raise TooMuch(_("Không có bản lưu chiểu nào để xuất. Bỏ bớt bộ lọc."))
    if snapshots.order_by().values("organization").distinct().count() > 1:
        raise TooMuch(_("Mỗi tệp ZIP chứa lưu chiểu của một cơ quan. Chọn sản phẩm báo chí rồi xuất."))
    if count > MOST_SNAPSHOTS:
        sentence = _("Có %(count)s bản, một tệp ZIP chứa được %(most)s. Chọn khoảng ngày ngắn hơn rồi xuất từng đợt.")
        raise TooMuch(sentence % {"count": count, "most": MOST_SNAPSHOTS})
    size = SnapshotFile.objects.filter(snapshot__in=snapshots.order_by()).aggregate(total=Sum("size"))["total"] or 0
    if size > MOST_BYTES:
        sentence = _("Các tệp nặng %(size)s MB, một tệp ZIP chứa được %(most)s MB. Chọn khoảng ngày ngắn hơn.")
        raise TooMuch(sentence % {"size": size // 2**20, "most": MOST_BYTES // 2**20})
    return count


def _write(archive: zipfile.ZipFile, snapshot: Snapshot, sums: list) -> dict:
    folder = f"{snapshot.number:06d}"
    _add(archive, f"{folder}/noi-dung.json", snapshot.content.encode(), sums)
    files = []
    for file in snapshot.files.all():
        name = f"{folder}/{file.name}"
        digest = _copy(archive, name, file)
        sums.append((name, digest))
        files.append({"name": file.name, "size": file.size, "sha256": file.digest, "as_found": digest == file.digest})
    return {
        "number": snapshot.number,
        "kind": snapshot.kind,
        "at": snapshot.at.astimezone(UTC).isoformat(),
        "brand": snapshot.brand.name,
        "title": snapshot.title,
        "url": snapshot.url,
        "page": snapshot.page_state,
        "previous_sha256": snapshot.previous_digest,
        "sha256": snapshot.digest,
        "files": files,
    }


def _add(archive: zipfile.ZipFile, name: str, content: bytes, sums: list) -> None:
    archive.writestr(name, content)
    sums.append((name, hashlib.sha256(content).hexdigest()))


def _copy(archive: zipfile.ZipFile, name: str, file: SnapshotFile) -> str:
    """Piece by piece; the digest of what was really copied. A file that is gone leaves an empty one and says so there."""
    read = hashlib.sha256()
    with archive.open(name, "w") as copy:
        try:
            with file.file.open("rb") as stored:
                while piece := stored.read(CHUNK):
                    read.update(piece)
                    copy.write(piece)
        except OSError:
            pass
    return read.hexdigest()
