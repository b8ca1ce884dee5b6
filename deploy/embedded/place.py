"""Where this newsroom lives and answers, read from the environment that `make` hands on."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.refusal import Refusal


@dataclass(frozen=True)
class Place:
    data: Path
    host: str
    port: int
    demo: bool

    @classmethod
    def from_environment(cls) -> "Place":
        port = os.environ.get("PORT", "8000")
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise Refusal(
                f"PORT={port} không phải số cổng. Hãy chọn một số từ 1024 đến 65535, ví dụ: make run PORT=8001"
            )
        return cls(
            data=Path(os.environ.get("DATA", "var")).resolve(),
            host=os.environ.get("HOST", "127.0.0.1"),
            port=int(port),
            demo=os.environ.get("DEMO", "1") != "0",
        )

    @property
    def open_to_the_network(self) -> bool:
        return self.host in {"0.0.0.0", "::"}

    @property
    def public_host(self) -> str:
        """The name that links carry: a phone cannot follow one to localhost."""
        if self.open_to_the_network:
            return _address_in_the_network() or "localhost"
        return "localhost" if self.host in {"127.0.0.1", "::1"} else self.host

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def addresses(self) -> list[str]:
        names = dict.fromkeys(["localhost", self.public_host] if self.open_to_the_network else [self.public_host])
        return [f"http://{name}:{self.port}" for name in names]

    def environment(self) -> dict[str, str]:
        """What manage.py, web, worker and beat are started with."""
        return {
            "DJANGO_SETTINGS_MODULE": "cms.settings.embedded",
            **os.environ,
            "DATA": str(self.data),
            "HOST": self.host,
            "PORT": str(self.port),
            "PUBLIC_HOST": os.environ.get("PUBLIC_HOST", self.public_host),
            "PYTHONUNBUFFERED": "1",
        }


def _address_in_the_network() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737 test address: asks the routing table, sends nothing
        except OSError:
            return None
        return str(probe.getsockname()[0])
