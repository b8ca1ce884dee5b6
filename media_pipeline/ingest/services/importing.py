"""Files that lie on this machine, as a command names them. They are copied: what was there before is there after."""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState
from media_pipeline.ingest import names, reasons
from media_pipeline.ingest.errors import Empty, NoRoom, TooLarge, Unreadable, UploadRefused
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import taking_in, uploads
from media_pipeline.ingest.services.on_the_spot import work_to_end

GOOD = {AssetState.RECEIVED, AssetState.PROBING, AssetState.PROCESSING, AssetState.PLAYABLE, AssetState.READY}
TRIES = 3  # of a store that does not answer, while somebody waits


@dataclass
class Imported:
    """How one file ended. `outputs`: name → key in the store, or for captions a list; `seconds`: from its turn on."""

    file: str
    asset: int | None = None
    state: str = AssetState.REJECTED
    code: str = ""
    message: str = ""
    outputs: dict = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return self.state in GOOD


def first_collection() -> Collection:
    """The newsroom's first; where it has made none, the one that holds everything."""
    made = Collection.objects.filter(depth__gt=1).order_by("path")
    return made.first() or Collection.get_first_root_node()


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file named, and every file below every folder named, in order of name; what is not there is said too."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        unreadable: list[OSError] = []
        for folder, subfolders, found in os.walk(path, onerror=unreadable.append):
            subfolders.sort()
            yield from (Path(folder) / name for name in sorted(found))
        yield from (Path(error.filename) for error in unreadable)


def import_file(
    *, path: Path, collection: Collection, wait: bool, clock: Callable[[], datetime] = timezone.now
) -> Imported:
    """Take one file in; with `wait`, work its steps here until they have ended. Raises nothing."""
    began = time.monotonic()
    done = Imported(file=os.fsencode(path).decode(errors="replace"))
    try:
        upload = _taken_in(_copied(path, collection, clock()), wait, clock)
        _tell(done, upload, wait)
    except UploadRefused as refused:
        done.code, done.message = refused.code, str(refused)
    except Exception as error:  # one file never stops the others
        taking_in.logger.exception("Import %s", path)
        done.state, done.code = AssetState.FAILED, "unexpected"
        done.message = f"{reasons.sentence('unexpected')} ({type(error).__name__}: {error})"
    done.seconds = round(time.monotonic() - began, 2)
    return done


def _copied(path: Path, collection: Collection, now: datetime) -> Upload:
    size = _size(path)
    upload = Upload.objects.create(
        origin=Upload.Origin.COMMAND, name=names.plain(os.fsencode(path.name).decode(errors="replace")),
        collection=collection, size=size, created_at=now, expires_at=now + uploads.KEPT,
    )  # fmt: skip
    try:
        upload.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, upload.path)
        if upload.path.stat().st_size != size:
            raise Unreadable(_("Tệp đang được ghi thêm. Chờ chép xong rồi chạy lại lệnh."))
    except BaseException:
        upload.path.unlink(missing_ok=True)
        upload.delete()
        raise
    upload.state, upload.offset = Upload.State.WHOLE, size
    upload.save(update_fields=["state", "offset"])
    return upload


def _size(path: Path) -> int:
    """In bytes, of a file that may come in."""
    try:
        if not path.exists():
            raise Unreadable(_("Không có tệp này. Kiểm tra lại đường dẫn."))
        # A pipe or a device would be read for ever.
        if not path.is_file():
            raise Unreadable(_("Đây không phải tệp thường nên không đọc."))
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise Unreadable(_("Không đọc được tệp này: %(why)s.") % {"why": error.strerror}) from error
    if not size:
        raise Empty(reasons.sentence("empty"))
    if size > settings.UPLOAD_MAX_SIZE:
        raise TooLarge(
            _("Tệp nặng %(size)s; mỗi tệp tối đa %(limit)s. Cắt ngắn hoặc nén bớt rồi gửi lại.")
            % {"size": filesizeformat(size), "limit": filesizeformat(settings.UPLOAD_MAX_SIZE)}
        )
    if size > uploads.room():
        raise NoRoom(
            _("Máy chủ không đủ chỗ cho tệp %(size)s này. Báo kỹ thuật viên dọn ổ đĩa rồi gửi lại.")
            % {"size": filesizeformat(size)}
        )
    return size


def _taken_in(upload: Upload, wait: bool, clock: Callable[[], datetime]) -> Upload:
    """By this process, or by a worker that was faster. A store that is away is asked again only while somebody waits."""
    while True:
        taking_in.take_in(upload_id=upload.pk, now=clock())
        upload.refresh_from_db()
        was_put_off = upload.code and not (wait and upload.tries < TRIES)
        if upload.state != Upload.State.WHOLE or was_put_off:
            return upload
        time.sleep(1)


def _tell(done: Imported, upload: Upload, wait: bool) -> None:
    done.code, done.message = upload.code, upload.message
    if upload.asset is None:
        done.state = AssetState.FAILED if upload.state == Upload.State.WHOLE else AssetState.REJECTED
        return
    asset = work_to_end(asset=upload.asset) if wait else upload.asset
    _tell_of(done, asset)


def _tell_of(done: Imported, asset: Asset) -> None:
    done.asset, done.state = asset.pk, asset.state
    run = asset.current_run
    done.outputs = run.outputs if run else {}
    last = asset.runs.order_by("-pk").first()
    if last and last.code:
        done.code, done.message = last.code, reasons.sentence(last.code, last.params)
    elif asset.damaged and run:
        declared, produced = (_("%(n)s giây") % {"n": round(seconds)} for seconds in run.facts["damaged"])
        done.code = "damaged"
        done.message = reasons.sentence("damaged", {"declared": declared, "produced": produced})
