"""From the phone of a reporter to the phone of a reader, and to the air: a film with captions, from a folder and from S3."""

import re
import subprocess

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.demo.content_files import CLIPS
from media_pipeline.assets.models import Asset, Queue, Step
from media_pipeline.ingest.services.working import work_on
from media_pipeline.storage import storage
from media_pipeline.storage.s3_setup import prepare
from newsroom.editorial.actions import VERBS
from newsroom.people.models import User
from newsroom.stories.models import Story

TITLE = "Cầu cạn đã nối hai bờ thung lũng"
SAID = "Cao tốc Khánh Hòa – Buôn Ma Thuột đang thành hình giữa đại ngàn."
# What stands on the screen now, as 16 × 9 coarse pixels, and how loud it is, as the root of the mean square.
LOOK = """async (video) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 });
  const draw = () => { canvas.getContext('2d').drawImage(video, 0, 0, 16, 9); return [...canvas.getContext('2d').getImageData(0, 0, 16, 9).data]; };
  const sound = new AudioContext();
  const meter = sound.createAnalyser();
  const source = sound.createMediaElementSource(video);
  source.connect(meter); source.connect(sound.destination);
  await sound.resume();
  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const heard = [];
  const before = draw();
  for (let n = 0; n < 15; n += 1) {
    await wait(100);
    const samples = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(samples);
    heard.push(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
  }
  const after = draw();
  return { moved: Math.max(...before.map((value, at) => Math.abs(value - after[at]))), loudest: Math.max(...heard), at: video.currentTime };
}"""


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH, settings.PLAYOUT = tmp_path / "scratch", tmp_path / "playout"


@pytest.fixture(params=["folder", "s3"])
def store(request, settings):
    if request.param == "folder":
        yield storage()
        return
    options = request.getfixturevalue("s3_server").options()
    in_s3 = {"BACKEND": "media_pipeline.storage.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "sound_and_film": in_s3}
    prepare(storage())
    yield storage()
    storage().client.close()


@pytest.fixture
def clip(tmp_path):
    """As a phone would have it: a new file, five seconds."""
    path = tmp_path / "VID_0911.mp4"
    command = ["ffmpeg", "-v", "error", "-i", CLIPS / "cao-toc.mp4", "-t", "5", "-c", "copy", path]
    subprocess.run(command, check=True)
    return path


def test_a_clip_reaches_readers_and_the_air(store, person, reader, clip, shot):
    reporter = person("phongvien", width=360, height=740)
    _sends_a_clip_while_writing(reporter, clip, shot)
    story = Story.objects.get(draft_title=TITLE)
    _passes_the_gates(story)

    technician = person("kythuat")
    film = Asset.objects.get(source_name=clip.name)
    _gives_it_captions(technician, film)
    technician.page.goto("/quan-tri/am-thanh-hinh-anh/")
    technician.expect_word("Chờ đến lượt")
    shot(technician.page, "xu-ly-am-thanh-hinh-anh-1280")
    _work(Step.objects.filter(run__asset=film))

    technician.page.goto(f"/quan-tri/am-thanh-hinh-anh/tep/{film.pk}/")
    expect(technician.page.locator(".nr-media__head")).to_contain_text("Sẵn sàng")
    shot(technician.page, "trang-tep-1280")
    _plays_for_a_reader(reader, story, shot)
    _goes_to_the_air(technician, film, shot)


def _sends_a_clip_while_writing(reporter, clip, shot):
    page = reporter.page
    page.get_by_role("link", name="Viết bài").last.click()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_sapo").fill("Hai mũi thi công gặp nhau giữa thung lũng.")
    with page.expect_file_chooser() as chosen:
        page.locator(".nr-add [data-nr-media]").click()
    chosen.value.set_files(clip)
    page.wait_for_function("document.querySelector('.nr-upload')?.innerText.includes('Đọc tệp')")
    _work(Step.objects.filter(queue=Queue.FAST, run__asset__source_name=clip.name))
    page.wait_for_function("document.getElementById('body-root').rootBlock.children.length === 1")
    reporter.add_paragraph("Sáng nay nhịp cuối cùng đã hợp long.")
    reporter.open_tab("Hồ sơ")
    page.locator("#id_section").select_option(label="Kinh tế")
    reporter.open_tab("Bài viết")
    reporter.wait_until_saved()
    page.locator("#body-root .nr-place").get_by_text("Cứ viết tiếp, gửi duyệt được ngay.").scroll_into_view_if_needed()
    shot(page, "soan-bai-video-360")
    reporter.press("Gửi duyệt")
    reporter.confirm("Gửi duyệt")
    reporter.go_to_desk()


def _work(steps):
    """As the workers of the two queues do, bell after bell."""
    while work_on(steps, clock=timezone.now):
        pass


def _passes_the_gates(story):
    """The three gates on screen are in test_one_story; here they only have to be passed."""
    for name, outcome in (("truongban", "hold"), ("thuky", "hold"), ("lanhdao", "now")):
        person = User.objects.get(username=name)
        _does("claim", story, person)
        revision = Story.objects.get(pk=story.pk).latest_revision_id
        _does("approve", story, person, revision_id=revision, outcome=outcome)
    assert Story.objects.get(pk=story.pk).live, "a story goes out while its film is still being made"


def _does(verb, story, user, **facts):
    VERBS[verb](story=Story.objects.get(pk=story.pk), user=user, **facts).execute()


def _gives_it_captions(technician, film):
    page = technician.page
    page.goto(f"/quan-tri/am-thanh-hinh-anh/tep/{film.pk}/")
    words = f"WEBVTT\n\n00:00:00.200 --> 00:00:04.500\n{SAID}\n"
    page.get_by_label("Tệp WebVTT hoặc SRT").set_input_files(
        {"name": "vi.vtt", "mimeType": "text/vtt", "buffer": words.encode()}
    )
    page.get_by_role("button", name="Đưa phụ đề lên").click()
    expect(page.locator(".messages")).to_contain_text("Đã nhận phụ đề")


def _plays_for_a_reader(reader, story, shot):
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(Story.objects.get(pk=story.pk).url)
    assert not [url for url in asked if re.search(r"\.(m3u8|m4s|mp4|vtt)$", url)], "nothing is loaded before play"

    reader.get_by_role("button", name="Xem video").click()
    video = reader.locator(".film video")
    expect(video).to_have_js_property("ended", False)
    reader.wait_for_function("document.querySelector('.film video').currentTime > 0.4")
    seen = video.evaluate(LOOK)
    assert seen["moved"] > 2, "the picture moves"
    assert seen["loudest"] > 0.01, "the voice is heard"
    assert any(url.endswith("master.m3u8") for url in asked) and any(url.endswith(".m4s") for url in asked)

    said = video.evaluate(
        """async (video) => {
          const [track] = video.textTracks;
          track.mode = 'showing';
          video.currentTime = 1;
          for (let n = 0; n < 50 && !track.activeCues?.length; n += 1) await new Promise((done) => { setTimeout(done, 100); });
          return track.activeCues[0].text;
        }"""
    )
    assert said == SAID
    reader.get_by_text("Xem lời").click()
    expect(reader.locator(".words")).to_contain_text(SAID)
    shot(reader, "xem-video-360")


def _goes_to_the_air(technician, film, shot):
    page = technician.page
    page.goto(f"/quan-tri/am-thanh-hinh-anh/tep/{film.pk}/")
    page.get_by_label("Giờ phát").fill("2026-12-01T18:00")
    page.get_by_role("button", name="Tạo bản phát sóng").click()
    expect(page.locator(".messages")).to_contain_text("Đã đặt")
    _work(Step.objects.filter(run__asset=film))

    page.goto("/quan-tri/san-sang-phat/")
    name = f"20261201_vid-0911_{film.broadcast_files.get().run_id}.mxf"
    expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("row", name=name)).to_contain_text("−23,0 LUFS")
    shot(page, "san-sang-phat-1280")
    with page.expect_download() as taken:
        page.get_by_role("link", name=name).click()
    heard = _heard(taken.value.path())
    assert heard["I"] == pytest.approx(-23, abs=0.2) and heard["Peak"] <= -1


def _heard(path) -> dict[str, float]:
    """EBU R 128 of the first two tracks together: XDCAM keeps left and right apart."""
    meter = "[0:a:0][0:a:1]amerge=inputs=2,ebur128=peak=true"
    command = ["ffmpeg", "-hide_banner", "-i", path, "-filter_complex", meter, "-f", "null", "-"]
    summary = subprocess.run(command, capture_output=True, text=True, check=True).stderr.rpartition("Summary:")[2]
    return {name: float(value) for name, value in re.findall(r"(I|Peak):\s+(-?[\d.]+)", summary)}
