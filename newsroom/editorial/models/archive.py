"""Kho tư liệu: searches that people keep, what an editor puts first, and which stories stand beside which."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.language import clean_line, fold

USER = settings.AUTH_USER_MODEL


class SavedSearch(models.Model):
    """A search of one person, asked again by a task; what it finds anew is a `SavedSearchHit`."""

    class Alert(models.TextChoices):
        NONE = "none", _("Không báo")
        DESK = "desk", _("Báo ở Bàn làm việc")
        MAIL = "mail", _("Báo ở Bàn làm việc và gửi thư mỗi sáng")

    person = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("tên"), max_length=80)
    query = models.CharField(_("chữ cần tìm"), max_length=200)
    choices = models.JSONField(default=dict)  # the filters, as the screen's own parameters
    alert = models.CharField(_("báo khi có kết quả mới"), max_length=4, choices=Alert, default=Alert.DESK)
    made_at = models.DateTimeField()
    seen_version = models.BigIntegerField()  # documents of a later version are news
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("lượt tìm đã lưu")
        verbose_name_plural = _("lượt tìm đã lưu")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_saved_search_per_name")]
        indexes = [models.Index(fields=["due_at"], condition=~Q(alert="none"), name="saved_search_due")]

    def __str__(self):
        return self.name

    @property
    def query_string(self) -> str:
        return urlencode({"q": self.query, **self.choices})


class SavedSearchHit(models.Model):
    """Something that a saved search found and that was not there, or was not so, when it was last asked."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=255)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("kết quả mới của lượt tìm")
        verbose_name_plural = _("kết quả mới của lượt tìm")
        constraints = [models.UniqueConstraint(fields=["search", "kind", "object_id"], name="one_hit_per_object")]
        indexes = [models.Index(fields=["search", "seen_at"], name="saved_search_hit_seen")]

    def __str__(self):
        return self.title


class PinnedResult(models.Model):
    """What readers who look for these words see first."""

    words = models.CharField(
        _("khi bạn đọc tìm"),
        max_length=300,
        help_text=_("Các cách gõ, cách nhau bằng dấu |. Không cần gõ cả có dấu lẫn không dấu."),
    )
    story = models.ForeignKey(
        "stories.Story", verbose_name=_("bài đứng đầu"), on_delete=models.CASCADE, related_name="pinned_results"
    )
    keys = models.TextField(editable=False)  # |folded|folded|
    sort_order = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("kết quả ghim")
        verbose_name_plural = _("kết quả ghim")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.words.replace('|', ' · ')}: {self.story.title}"

    def clean(self):
        self.words = "|".join(filter(None, (clean_line(part) for part in self.words.split("|"))))
        if not self.words:
            raise ValidationError({"words": _("Viết ít nhất một cách gõ.")})

    def save(self, *args, **kwargs):
        self.keys = f"|{'|'.join(key_of(part) for part in self.words.split('|'))}|"
        super().save(*args, **kwargs)


def key_of(words: str) -> str:
    """The words as they are compared: without marks, case or punctuation."""
    return " ".join(fold(words).replace("|", " ").split())


class Beside(models.Model):
    """Which published stories are most like this one, best first: made by a task when it goes out, and again while it is young."""

    story = models.OneToOneField("stories.Story", on_delete=models.CASCADE, primary_key=True, related_name="beside")
    story_ids = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, db_index=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("bài gần giống")
        verbose_name_plural = _("bài gần giống")

    def __str__(self):
        return f"{self.story_id}: {self.story_ids}"
