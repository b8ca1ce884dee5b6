"""A real Elasticsearch of the tests' own: Elastic's small server from Maven Central, on Debian's Java 17.

It starts in about ten seconds. What it leaves out (custom analyzers, painless, reindexing) the product does not use.
`Server` may be killed, frozen and started again on the data it had. ELASTICSEARCH_VERSION=9.2.0 with ES_JAVA_HOME at a Java of 21
or newer runs the same tests on Elasticsearch 9.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

VERSION = os.environ.get("ELASTICSEARCH_VERSION", "8.19.0")
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "toa-soan" / "elasticsearch"
HEAP = "-Xms512m -Xmx512m"
# A short life: the first of Java's compilers is enough.
QUICK = "-XX:TieredStopAtLevel=1"
STARTS_WITHIN = 120
# Elasticsearch refuses root; this account exists on every Debian and owns nothing.
ACCOUNT, GROUP = "nobody", "nogroup"


class ElasticsearchMissing(Exception):
    pass


class Server:
    """One server process in a folder of its own, at `url`."""

    def __init__(self, folder: Path, options: str) -> None:
        self.folder = folder
        self.home = folder / f"elasticsearch-{VERSION}"
        self.port, self.transport = _free_port(), _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.options = options
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        options = {
            "discovery.type": "single-node",
            "xpack.security.enabled": "false",
            "http.host": "127.0.0.1",
            "http.port": self.port,
            "transport.host": "127.0.0.1",
            "transport.port": self.transport,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
        }
        command = [self.home / "bin" / "elasticsearch", *(f"-E{name}={value}" for name, value in options.items())]
        environment = {
            **os.environ,
            "ES_JAVA_HOME": str(_java_home()),
            "ES_JAVA_OPTS": f"{HEAP} {self.options}",
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        owner = {"user": ACCOUNT, "group": GROUP, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, **owner,
            )  # fmt: skip
        self._wait_until_ready()

    def kill(self) -> None:
        """As a power cut."""
        self._signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self) -> None:
        """It accepts connections and never answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.runs():
            self.thaw()
            self.kill()

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/_cluster/health", timeout=2):
                return True
        except (HTTPError, OSError):
            return False

    def _signal(self, what: int) -> None:
        os.killpg(self.process.pid, what)  # the launcher and the server it launched

    def _wait_until_ready(self) -> None:
        for _ in range(STARTS_WITHIN * 10):
            if self.process.poll() is not None:
                break
            try:
                with urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=5):
                    return
            except (HTTPError, OSError):
                time.sleep(0.1)
        raise ElasticsearchMissing(
            f"Elasticsearch không khởi động được:\n{(self.folder / 'output').read_text()[-4000:]}"
        )


@contextmanager
def started_elasticsearch(options: str = QUICK) -> Iterator[Server]:
    """Yield a running server that lives as long as the block; `options=""` for measuring, with all of Java's compilers."""
    archive = _archive()
    _java_home()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-elasticsearch-"))
    try:
        with zipfile.ZipFile(archive) as files:
            files.extractall(folder)
        for program in (folder / f"elasticsearch-{VERSION}" / "bin").iterdir():
            program.chmod(0o755)
        (folder / "tmp").mkdir()
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{ACCOUNT}:{GROUP}", folder], check=True)
        server = Server(folder, options)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _archive() -> Path:
    """The server's archive; the first time it comes through Maven. Two runs at once each fetch into a folder of their own."""
    archive = CACHE / f"elasticsearch-{VERSION}.zip"
    if archive.exists():
        return archive
    maven = shutil.which("mvn")
    if not maven:
        raise ElasticsearchMissing("Thiếu Maven để lấy Elasticsearch. Chạy “make test”, hoặc: apt install maven")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [maven, "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        fetched = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
        if fetched.returncode:
            raise ElasticsearchMissing(
                f"Maven không lấy được Elasticsearch:\n{fetched.stdout[-2000:]}{fetched.stderr[-2000:]}"
            )
        (Path(folder) / archive.name).replace(archive)
    return archive


def _java_home() -> Path:
    if chosen := os.environ.get("ES_JAVA_HOME"):
        return Path(chosen)
    java = shutil.which("java")
    if not java:
        raise ElasticsearchMissing("Thiếu Java 17. Chạy “make test”, hoặc: apt install openjdk-17-jre-headless")
    return Path(java).resolve().parents[1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
