"""A tus client of few words, over Django's test client."""

import base64
import hashlib

from django.urls import reverse

HEADERS = {"Tus-Resumable": "1.0.0", "X-Requested-With": "XMLHttpRequest"}


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def declare(client, name="IMG_4471.mov", size=10, mime="video/quicktime", **said):
    said = {"filename": name, "filetype": mime, **said}
    header = ",".join(f"{key} {in_base64(value)}" for key, value in said.items())
    headers = {**HEADERS, "Upload-Length": str(size), "Upload-Metadata": header}
    return client.post(reverse("uploads:all"), headers=headers)


def send(client, address, data: bytes, *, at=0, checksum="", **headers):
    headers = {**HEADERS, "Upload-Offset": str(at), **headers}
    if checksum:
        headers["Upload-Checksum"] = checksum
    return client.generic("PATCH", address, data, "application/offset+octet-stream", headers=headers)


def ask(client, address):
    return client.head(address, headers=HEADERS)


def remove(client, address):
    return client.delete(address, headers=HEADERS)


def sha256(data: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(data).digest()).decode()


def sentence(answer) -> str:
    return answer.json()["error"]
