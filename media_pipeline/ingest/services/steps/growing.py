"""An urgent film is seen while its first rung is made: segments go into the store as they close, named by playlists that grow.

The playlists are the only objects for readers that change (`growing/`); the segments lie where they stay (`runs/`). A try
that begins anew after a dead worker makes the same segments, and says nothing before it has come as far as the one before.
"""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from media_pipeline.ffmpeg import hls
from media_pipeline.ffmpeg.ladder import Rung
from media_pipeline.ingest.leases import LeaseLost
from media_pipeline.ingest.services.publication import publish_first
from media_pipeline.ingest.services.steps.work import Work
from media_pipeline.storage import AlreadyThere, NotFound, StorageError

logger = logging.getLogger(__name__)
LOOK = 0.1  # seconds
# Players would else begin at the end, as with a live broadcast.
FROM_THE_START = "#EXT-X-VERSION:7\n#EXT-X-START:TIME-OFFSET=0,PRECISE=YES"


@contextmanager
def growing(work: Work, rung: Rung) -> Iterator["Growing"]:
    """Sends in a thread of its own while the block runs; `finish` sends the rest."""
    film = work.lease.during(lambda: Growing(work, rung))
    film.start()
    try:
        yield film
    finally:
        film.stop()


class Growing:
    def __init__(self, work: Work, rung: Rung) -> None:
        self._work, self._rung = work, rung
        self._names = [rung.name, *([hls.AUDIO] if work.probe.audio else [])]
        self._sent: set[Path] = set()
        self._told: dict[str, str] = {}
        self._before = {name: self._segments_told(name) for name in self._names}
        self._over, self._playable, self._published = threading.Event(), threading.Event(), False
        self._sending = threading.Thread(target=self._send_on, daemon=True)

    @property
    def master(self) -> str:
        """Its key."""
        return self._key("master.m3u8")

    @property
    def stored(self) -> list[str]:
        """What of the run is in the store: folders of it."""
        return [f"hls/{name}/" for name in self._names]

    def look(self) -> None:
        """Asked all the while, by the thread that holds the lease: the first segments are there, readers may have them."""
        if self._playable.is_set() and not self._published:
            self._published = True
            self._publish()

    def start(self) -> None:
        self._sending.start()

    def stop(self) -> None:
        """What it is just sending may still arrive."""
        self._over.set()

    def finish(self) -> None:
        """What is left of a film that is whole by now, its playlists last. Raises StorageError."""
        self.stop()
        self._sending.join()
        self.send()
        for name in self._names:
            self._put(f"{self._place(name)}/index.m3u8", self._folder(name) / "index.m3u8")

    def _publish(self) -> None:
        lease, run = self._work.lease, self._work.run
        now = lease.clock()
        with transaction.atomic():
            if not lease.mine.select_for_update().exists():
                raise LeaseLost
            self._work.note(outputs={"hls": self.master}, growing=True)(now)
            publish_first(run=run, now=now)

    def _send_on(self) -> None:
        while not self._over.wait(LOOK):
            try:
                self.send()
            except (StorageError, hls.Malformed, OSError) as error:
                logger.warning("Run %s grows later: %s", self._work.run.pk, error)
                self._over.wait(2)

    def send(self) -> None:
        """What has closed since the last time, then the playlists that name it. Raises StorageError."""
        for name in self._names:
            index = self._folder(name) / "index.m3u8"
            text = index.read_text() if index.exists() else ""
            segments = text.count("#EXTINF")
            if not segments or text == self._told.get(name):
                continue
            for path in named(text, self._folder(name)):
                if path not in self._sent:
                    self._put(f"{self._place(name)}/{path.name}", path)
                    self._sent.add(path)
            if segments >= self._before[name]:
                self._tell(f"{name}/index.m3u8", elsewhere(text, f"../../../../{self._place(name)}/"))
            self._told[name] = text
        if len(self._told) == len(self._names) and not self._playable.is_set():
            master = hls.master(self._work.desk.out / "hls", rungs=[self._rung], audio=len(self._names) > 1)
            self._tell("master.m3u8", master.replace("#EXT-X-VERSION:7", FROM_THE_START))
            self._playable.set()

    def _put(self, key: str, path: Path) -> None:
        """As `Work.replace`, without a look at the row: the thread that looks is another, and stops this one."""
        try:
            self._work.store.put_file(key, path)
        except AlreadyThere:
            self._work.store.delete([key])
            self._work.store.put_file(key, path)

    def _tell(self, name: str, text: str) -> None:
        self._work.store.put_bytes(self._key(name), text.encode())

    def _segments_told(self, name: str) -> int:
        try:
            with self._work.store.open(self._key(f"{name}/index.m3u8")) as file:
                return file.read().count(b"#EXTINF")
        except NotFound:
            return 0

    def _key(self, name: str) -> str:
        return f"{self._work.run.grown_prefix}/{name}"

    def _place(self, name: str) -> str:
        return f"{self._work.run.prefix}/hls/{name}"

    def _folder(self, name: str) -> Path:
        return self._work.desk.out / "hls" / name


def named(playlist: str, folder: Path) -> Sequence[Path]:
    """The files of a media playlist, its beginning first."""
    return [folder / name for name in re.findall(r'(?:^|URI=")([^#"\s]+\.(?:mp4|m4s))', playlist, re.M)]


def elsewhere(playlist: str, folder: str) -> str:
    """The same media playlist for another place: its files lie in `folder`."""
    return re.sub(r'(^|URI=")(?=[^#"\s]+\.(?:mp4|m4s))', rf"\g<1>{folder}", playlist, flags=re.M)
