import io

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from media_pipeline.assets.models import Picture
from newsroom.desks.models import Desk, Newsroom
from newsroom.language import slugify
from newsroom.stories.models import Approval, Credit, Story
from newsroom.stories.states import CreditRole, Significance
from tests.factories.desks import DeskFactory, GenreFactory, NewsroomFactory, PageFactory, SectionFactory
from tests.factories.pages import SectionPageFactory
from tests.factories.people import ContributorFactory, UserFactory

SAPO = "Ba tối mỗi tuần, hai mươi tám học trò từ tám đến sáu mươi tuổi đánh vần bên bếp lửa nhà dài."
BODY = [
    (
        "paragraph",
        {"text": "<p>Chị H'Nguôm Êban đặt viên phấn xuống, chờ cho tiếng ho ở góc nhà lắng đi.</p>", "language": ""},
    ),
    ("heading", "Học lại từ tên của chính mình"),
    ("paragraph", {"text": "<p>Bài đầu tiên không phải là bảng chữ cái mà là tên.</p>", "language": ""}),
]


class PictureFactory(DjangoModelFactory):
    """A red photograph; `size=(1200, 800)`."""

    class Meta:
        model = Picture
        exclude = ["size"]

    size = (1200, 800)
    title = factory.Sequence(lambda n: f"Nhà dài {n}")
    caption = "Nhà dài lúc chập tối."
    alt = "Mặt bên một nhà dài trong đêm."
    credit = "Ảnh: Y Khoa Niê"

    @factory.lazy_attribute
    def file(self):
        photograph = io.BytesIO()
        Image.new("RGB", self.size, "#a3201c").save(photograph, "JPEG")
        return ContentFile(photograph.getvalue(), f"{slugify(self.title)}.jpg")


class CreditFactory(DjangoModelFactory):
    class Meta:
        model = Credit

    contributor = factory.SubFactory(ContributorFactory)
    role = CreditRole.AUTHOR


class StoryFactory(PageFactory):
    """A draft of `desk` (one of the section's organization), in `section`. `published=True` approves its first version and puts it out.

    `authors=[contributor, …]`; `body=[(block, value), …]`; `tags=["…"]`; `places=[place, …]`.
    """

    class Meta:
        model = Story

    title = factory.Sequence(lambda n: f"Lớp học đêm giữ con chữ Ê-đê, buổi {n}")
    slug = factory.LazyAttribute(lambda story: slugify(story.title))
    sapo = SAPO
    section = factory.SubFactory(SectionFactory)
    genre = factory.SubFactory(GenreFactory)
    owner = factory.SubFactory(UserFactory)
    body = BODY
    live = False

    @classmethod
    def _create(
        cls, model_class, *args, desk=None, published=False, approved_by=None, authors=(), tags=(), places=(),
        other_sections=(), **kwargs,
    ):  # fmt: skip
        section = kwargs["section"]
        desk = desk or desk_for(section)
        if section and not hasattr(section, "page"):
            SectionPageFactory(section=section)
        story = model_class(**kwargs)
        story.credits = [Credit(contributor=person) for person in authors]
        story.tags.add(*tags)
        story.places, story.other_sections = places, other_sections
        desk.add_child(instance=story)
        story.save_revision(user=story.owner)
        if published:
            publish(story, by=approved_by)
        return Story.objects.get(pk=story.pk)


def desk_for(section) -> Desk:
    """The first desk of the organization whose brand has the section."""
    if not section:
        return Desk.objects.first() or DeskFactory()
    organization = section.brand.organization
    newsroom = Newsroom.objects.filter(organization=organization).first() or NewsroomFactory(organization=organization)
    return Desk.objects.child_of(newsroom).first() or DeskFactory(parent=newsroom)


def publish(story, *, by=None, significance=None, now=None) -> None:
    """Approve the newest version, or one more of the same, and let it go live as the last gate does."""
    revision = story.latest_revision
    if not revision or revision.pk == story.live_revision_id:
        revision = story.save_revision(user=story.owner)
    Approval.objects.create(
        story=story, revision=revision, by=by or UserFactory(), at=now or timezone.now(),
        significance=significance or (Significance.MINOR if story.first_published_at else Significance.FIRST),
    )  # fmt: skip
    revision.publish(skip_permission_checks=True)
