"""What a player asks of a newsroom that gives out its own runs."""

import pytest

from media_pipeline.storage import storage

KEY = "runs/7/1/mp4/720.mp4"
BODY = bytes(range(200)) * 1000


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    options = {"folder": str(tmp_path / "media-store"), "base_url": "/media/"}
    here = {"BACKEND": "media_pipeline.storage.local.LocalStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "sound_and_film": here}
    store = storage()
    store.put_bytes(KEY, BODY)
    return store


def body(response):
    return b"".join(response)


def test_a_run_is_given_whole_and_for_ever(client, store):
    response = client.get(store.url(KEY))

    assert response.status_code == 200 and body(response) == BODY
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "video/mp4" and response["Content-Length"] == str(len(BODY))
    assert response["Accept-Ranges"] == "bytes" and "Content-Disposition" not in response
    assert not response.cookies


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-1", 0, 1), ("bytes=0-0", 0, 0), ("bytes=199999-199999", 199_999, 199_999), ("bytes=500-", 500, 199_999),
     ("bytes=-5", 199_995, 199_999), ("bytes=-999999", 0, 199_999), ("bytes=100-999999", 100, 199_999)],
)  # fmt: skip
def test_a_player_seeks(client, store, asked, first, last):
    response = client.get(store.url(KEY), headers={"Range": asked})

    assert response.status_code == 206 and body(response) == BODY[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert response["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", ["bytes=200000-", "bytes=-0", "bytes=300000-400000"])
def test_a_range_beyond_the_end_cannot_be_satisfied(client, store, asked):
    response = client.get(store.url(KEY), headers={"Range": asked})

    assert response.status_code == 416 and response["Content-Range"] == f"bytes */{len(BODY)}"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes"])
def test_a_range_nobody_understands_gets_the_whole(client, store, asked):
    response = client.get(store.url(KEY), headers={"Range": asked})

    assert response.status_code == 200 and body(response) == BODY


def test_head_tells_the_size_alone(client, store):
    response = client.head(store.url(KEY), headers={"Range": "bytes=0-9"})

    assert response.status_code == 206 and response["Content-Length"] == "10" and response.content == b""
    assert client.post(store.url(KEY)).status_code == 405


def test_a_browser_that_has_it_gets_nothing_more(client, store):
    first = client.get(store.url(KEY))
    again = client.get(store.url(KEY), headers={"If-None-Match": first["ETag"]})

    assert body(first) == BODY and again.status_code == 304 and again.content == b""


def test_a_playlist_that_grows_is_asked_for_again(client, store):
    key = "growing/7/1/480/index.m3u8"
    for text in (b"#EXTM3U", b"#EXTM3U\n#EXT-X-ENDLIST"):
        store.put_bytes(key, text)
        response = client.get(store.url(key))
        assert body(response) == text and "ETag" not in response
        assert response["Cache-Control"] == "public, max-age=2"


def test_names_and_types(client, store):
    types = {
        "runs/7/1/hls/master.m3u8": "application/vnd.apple.mpegurl",
        "runs/7/1/hls/720/00001.m4s": "video/mp4",
        "runs/7/1/hls/subs-vi/00001.vtt": "text/vtt",
        "runs/7/1/audio/Khan Đăm Săn ƀĭt ĕ̆.mp3": "audio/mpeg",
        "runs/7/1/img/poster.jpg": "image/jpeg",
        "runs/9/1/wave.json": "application/json",
        "runs/7/1/img/page.html": "text/html",
    }
    for key, content_type in types.items():
        store.put_bytes(key, key.encode())
        response = client.get(store.url(key))
        assert body(response).decode() == key
        assert response["Content-Type"] == content_type
        assert response["X-Content-Type-Options"] == "nosniff" and "sandbox" in response["Content-Security-Policy"]


@pytest.mark.django_db  # the site's own page for what it does not have
@pytest.mark.parametrize(
    "path",
    ["src/7/a.mp4", "tmp/a", "runs/../../private/src/7/a.mp4", "runs/%2e%2e/src/7/a.mp4",
     "runs/..%2f..%2fprivate/src/7/a.mp4", "runs//etc/passwd", "runs/7/1/mp4", "runs/7/1/mp4/720.mp4/",
     "runs/7%00/a", "runs/7\\..\\a", "media-store/private/src/7/a.mp4", "runs/.hidden"],
)  # fmt: skip
def test_nothing_but_runs_is_ever_given(client, store, path):
    for key in ("src/7/a.mp4", "tmp/a"):
        store.put_bytes(key, b"secret")

    response = client.get(f"/media/{path}")
    assert response.status_code in {301, 302, 404} and b"secret" not in response.content
