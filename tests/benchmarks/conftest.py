"""One newsroom in two sizes, as two SQLite files of one process: measurements alternate between them."""

import random
import shutil
import statistics
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from newsroom.desks.models import Tag
from newsroom.desks.roles import Role
from newsroom.stories.models import Story
from tests.benchmarks.archive import Newsroom, seed
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    GenreFactory,
    HomePageFactory,
    LicenceFactory,
    PictureFactory,
    PlaceFactory,
    SectionFactory,
    SectionPageFactory,
    UserFactory,
)
from tests.newsroom.editorial.verbs_house import House

SMALL, LARGE = 1_000, 100_000
AS_IN_LIFE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
WORDS = [
    "buôn",
    "làng",
    "cà",
    "phê",
    "rẫy",
    "sương",
    "mùa",
    "khô",
    "con",
    "suối",
    "già",
    "làng",
    "tiếng",
    "chiêng",
    "nhà",
    "dài",
    "bếp",
    "lửa",
    "học",
    "trò",
    "phấn",
    "bảng",
    "chữ",
    "viết",
    "tỉnh",
    "xã",
    "phường",
    "hạn",
    "nước",
    "giếng",
    "khoan",
    "hồ",
    "chứa",
    "công",
    "trình",
    "vốn",
    "đầu",
    "tư",
    "nông",
    "dân",
    "giá",
    "thu",
    "hoạch",
    "thương",
    "lái",
    "xuất",
    "khẩu",
]


def text(words: int, seed: int = 1) -> str:
    """So many words of Vietnamese, the same for the same seed."""
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) for _word in range(words))


def body(paragraphs: int, words: int) -> list:
    return [("paragraph", {"text": f"<p>{text(words, n)}.</p>", "language": ""}) for n in range(paragraphs)]


class Archive:
    """`with archive.at(100_000):` the process reads and writes the newsroom of that size; `story` is the newest, in full."""

    def __init__(self, newsroom: Newsroom, house: House, story: Story, files: dict[int, Path]):
        self.newsroom, self.house, self.story, self.files = newsroom, house, story, files

    @contextmanager
    def at(self, size: int):
        connection.close()
        was, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(self.files[size])
        cache.clear()
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = was

    def compare(self, act, *, times: int = 15, sizes=(SMALL, LARGE)) -> dict[int, float]:
        """Median seconds of `act()` at each size, in alternating runs; the first of each is not counted."""
        taken = {size: [] for size in sizes}
        for run in range(times + 1):
            for size in sizes:
                with self.at(size):
                    act()  # opens the file, fills SQLite's pages and Django's own caches
                    started = time.perf_counter()
                    act()
                    if run:
                        taken[size].append(time.perf_counter() - started)
        return {size: statistics.median(seconds) for size, seconds in taken.items()}


@pytest.fixture(scope="session")
def archive(django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    files = {SMALL: folder / "small.sqlite3", LARGE: folder / "large.sqlite3"}
    with django_db_blocker.unblock():
        started = time.perf_counter()
        connection.settings_dict["NAME"] = str(folder / "growing.sqlite3")
        connection.settings_dict["OPTIONS"]["init_command"] = AS_IN_LIFE
        call_command("migrate", verbosity=0)
        with at_work():
            house, newsroom, story = furnish()
        seed(newsroom, first=0, last=SMALL)
        copy_to(files[SMALL])
        seed(newsroom, first=SMALL, last=LARGE)
        copy_to(files[LARGE])
        print(
            f"\n{LARGE:,} stories in {time.perf_counter() - started:.0f} s, {files[LARGE].stat().st_size / 1e6:,.0f} MB"
        )
        yield Archive(newsroom, house, story, files)
        connection.close()
        shutil.rmtree(folder)


def copy_to(file: Path) -> None:
    connection.cursor().execute("VACUUM INTO %s", [str(file)])


def furnish() -> tuple[House, Newsroom, Story]:
    """A newsroom of eight desks and twelve sections, with one short published story to copy and one to read."""
    house = House()
    brand = house.section.brand
    HomePageFactory._meta.model.objects.get(brand=brand)
    LicenceFactory(brand=brand)
    desks = [house.desk, house.other_desk, *(DeskFactory(parent=house.newsroom) for _desk in range(6))]
    sections = [house.section, *(SectionFactory(brand=brand) for _section in range(11))]
    for section in sections[1:]:
        SectionPageFactory(section=section)
    owners = [UserFactory(roles=[(Role.REPORTER, desk)]) for desk in desks for _person in range(4)]
    contributors = [ContributorFactory(user=owner, organization=house.newsroom.organization) for owner in owners]
    tags = [Tag.objects.create(name=f"Thẻ {n}", slug=f"the-{n}") for n in range(200)]
    template = house.draft(
        owner=owners[0], authors=[contributors[0]], tags=[tags[0].name], genre=GenreFactory(), body=body(2, 30),
        lead_picture=PictureFactory(), places=[PlaceFactory()],
    )  # fmt: skip
    template = house.live(house.submitted(template))
    pictures = [
        ("picture", {"image": PictureFactory(), "caption": text(12), "credit": "Ảnh: Y Khoa", "alt": "", "crop": ""})
    ]
    story = house.draft(
        title="Mùa khô ở đầu nguồn", owner=owners[0], authors=[contributors[0]], tags=[tag.name for tag in tags[:4]],
        genre=GenreFactory(), lead_picture=PictureFactory(), places=[PlaceFactory()], sapo=text(40),
        body=[*body(5, 70), *pictures, *body(7, 70)],
    )  # fmt: skip
    story = house.live(house.submitted(story))
    return house, Newsroom(template, desks, sections, owners, contributors, tags), story


@contextmanager
def at_work():
    """Workers make the pictures that pages show."""
    current_app.conf.task_always_eager = True
    try:
        yield
    finally:
        current_app.conf.task_always_eager = False


@pytest.fixture(scope="session", autouse=True)
def _bells_are_rung_into_a_queue():
    """As in life: publishing rings, and a worker works elsewhere."""
    current_app.conf.update(task_always_eager=False, broker_url="memory://")
    yield
    current_app.conf.update(task_always_eager=True)


@pytest.fixture
def judge(capsys):
    """`judge("home", {1_000: 0.011, 100_000: 0.012}, limit=1.2)`: prints the ratio; over the limit the benchmark fails."""

    def judge(what: str, measured: float, compared_with: float, *, limit: float) -> None:
        ratio = measured / compared_with
        with capsys.disabled():
            print(
                f"\n{what:<46}{measured * 1000:8.1f} ms /{compared_with * 1000:8.1f} ms ={ratio:6.2f}   ≤ {limit}",
                end="",
            )
        assert ratio <= limit, f"{what}: {ratio:.2f} > {limit}"

    return judge
