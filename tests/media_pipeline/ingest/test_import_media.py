"""`manage.py import_media`: what a folder holds, one line a file, and what the shell is told."""

import json
import os
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState, Run, RunState
from media_pipeline.ingest.models import Upload
from tests.media_pipeline.ingest.clips import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.UPLOAD_FOLDER, settings.MEDIA_SCRATCH = tmp_path / "uploads", tmp_path / "scratch"


@pytest.fixture
def folder(tmp_path):
    """A folder as a camera's card comes home: clips, a broken one, and what else lies on a card."""
    card = tmp_path / "thẻ nhớ"
    (card / "DCIM" / "100").mkdir(parents=True)
    shutil.copyfile(made("phone.mov"), card / "DCIM" / "100" / "00001.MTS")
    shutil.copyfile(made("speech.wav"), card / "ghi âm Ê-đê.wav")
    shutil.copyfile(made("broken.mp4"), card / "hỏng.mp4")
    (card / "INDEX.BDM").write_text("không phải hình")
    (card / "rỗng.mp4").touch()
    (card / "mất.mp4").symlink_to(card / "không có.mp4")
    os.mkfifo(card / "ống.mp4")
    return card


def run(*arguments) -> tuple[list, int]:
    """The lines, and the exit code."""
    out = StringIO()
    try:
        call_command("import_media", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return out.getvalue().splitlines(), ended.code
    return out.getvalue().splitlines(), 0


def test_a_folder_is_worked_to_its_end_and_no_file_stops_the_others(folder):
    before = sorted(folder.rglob("*"))
    lines, code = run(folder, "--wait", "--json")
    ends = {os.path.basename(end["file"]): end for end in map(json.loads, lines)}
    assert code == 1
    assert all(set(end) == {"file", "asset", "state", "code", "message", "outputs", "seconds"} for end in ends.values())
    assert {name: (end["state"], end["code"]) for name, end in ends.items() if name in ("00001.MTS", "ghi âm Ê-đê.wav")} == {
        "00001.MTS": ("ready", ""), "ghi âm Ê-đê.wav": ("ready", ""),
    }  # fmt: skip
    film = ends["00001.MTS"]
    assert {"hls", "mp4", "poster"} <= set(film["outputs"]) and film["seconds"] > 0
    assert Asset.objects.get(pk=film["asset"]).current_run.outputs == film["outputs"]
    refused = {name: end for name, end in ends.items() if end["state"] != "ready"}
    assert set(refused) == {"hỏng.mp4", "INDEX.BDM", "rỗng.mp4", "mất.mp4", "ống.mp4"}
    assert {end["state"] for end in refused.values()} == {"rejected"}
    assert all(end["code"] and end["message"].endswith(".") for end in refused.values())
    assert sorted(folder.rglob("*")) == before
    assert not Run.objects.filter(state=RunState.MAKING).exists()


def test_without_waiting_the_workers_have_the_rest_to_do(folder):
    lines, code = run(folder / "DCIM", "--json")
    [end] = map(json.loads, lines)
    assert (code, end["state"], end["outputs"]) == (0, AssetState.RECEIVED, {})
    assert Asset.objects.get(pk=end["asset"]).runs.get().state == RunState.MAKING
    assert not Upload.objects.get().path.exists()


def test_a_film_that_is_there_already_is_said_to_be(folder):
    run(folder / "DCIM", "--json")
    copy = shutil.copyfile(made("phone.mov"), folder / "lần hai.mov")
    lines, _code = run(copy, "--json")
    [end] = map(json.loads, lines)
    assert end["asset"] == Asset.objects.get().pk and end["code"] == "already_there"
    assert end["message"].startswith("Tệp này đã có trong kho từ")


def test_a_person_reads_a_line_a_file(folder):
    lines, code = run(folder / "rỗng.mp4", "không-có.mp4")
    assert code == 1
    assert [line.split(" · ")[0] for line in lines] == [f"✗ {folder / 'rỗng.mp4'}", "✗ không-có.mp4"]


def test_the_collection_is_the_one_named_else_the_first(folder):
    root = Collection.get_first_root_node()
    first, second = root.add_child(name="Ban Thời sự"), root.add_child(name="Ban Văn hóa")
    run(folder / "DCIM")
    run(folder / "ghi âm Ê-đê.wav", "--collection", "Ban Văn hóa")
    assert [asset.collection for asset in Asset.objects.order_by("pk")] == [first, second]
    with pytest.raises(CommandError, match="Hiện có: Kho chung, Ban Thời sự, Ban Văn hóa") as refused:
        call_command("import_media", str(folder), "--collection", "Ban Nào")
    assert refused.value.returncode == 2


def test_an_empty_folder_is_a_mistake(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp nào"):
        call_command("import_media", str(tmp_path))
