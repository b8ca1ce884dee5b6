from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.language import clean_line


class SearchDocument(models.Model):
    """The one registry of everything findable: text as written, the same text analysed, and what may be filtered.

    `section_ids` and `author_ids` are numbers between blanks; `labels` are the words that filters ask for.
    """

    uid = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.TextField()
    deck = models.TextField(blank=True)
    body = models.TextField(blank=True)
    tags = models.TextField(blank=True)
    people = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, default="vi")
    form = models.CharField(max_length=12, blank=True, default="")
    section_ids = models.TextField(blank=True)
    author_ids = models.TextField(blank=True)
    organization_id = models.BigIntegerField(null=True)
    desk_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    boost = models.FloatField(default=1.0)
    version = models.BigIntegerField()  # only grows, so that an engine outside can tell a late message from a new one
    digest = models.CharField(max_length=32)
    title_folded = models.TextField(blank=True)
    body_folded = models.TextField(blank=True)
    title_exact = models.TextField(blank=True)
    body_exact = models.TextField(blank=True)
    title_pairs = models.TextField(blank=True)
    body_pairs = models.TextField(blank=True)
    labels = models.TextField(blank=True)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="%(class)s_one_row_per_object")]

    def __str__(self) -> str:
        return f"{self.uid} {self.title}"


class PublicDocument(SearchDocument):
    """What any reader may find. Public code opens this table only, so a forgotten filter cannot leak a draft."""

    class Meta(SearchDocument.Meta):
        verbose_name = _("mục tra cứu của bạn đọc")
        verbose_name_plural = _("mục tra cứu của bạn đọc")


class StaffDocument(SearchDocument):
    """What the newsroom may find: latest revisions, drafts included."""

    class Meta(SearchDocument.Meta):
        verbose_name = _("mục tra cứu của tòa soạn")
        verbose_name_plural = _("mục tra cứu của tòa soạn")


class StaleObject(models.Model):
    """An object whose rows above no longer say what is so, because something it depends on changed. Written with that change."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_stale_row_per_object")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class QueryCount(models.Model):
    """How often words were looked for on one day, and how much they found last. No address, no person, no hour."""

    class Place(models.TextChoices):
        READERS = "readers", _("Bạn đọc")
        NEWSROOM = "newsroom", _("Tòa soạn")

    day = models.DateField()
    place = models.CharField(max_length=10, choices=Place)
    words = models.CharField(max_length=100)
    text = models.CharField(_("chữ đã gõ"), max_length=100)
    times = models.PositiveIntegerField(default=1)
    found = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = _("lượt tìm")
        verbose_name_plural = _("lượt tìm")
        constraints = [models.UniqueConstraint(fields=["day", "place", "words"], name="one_count_per_query_and_day")]
        indexes = [models.Index(fields=["place", "found", "day"], name="query_count_found")]

    def __str__(self) -> str:
        return f"{self.text} · {self.times}"


class Synonym(models.Model):
    """Ways of writing one thing; whoever looks for one finds all."""

    variants = models.CharField(
        _("các cách viết"),
        max_length=500,
        help_text=_(
            "Cách nhau bằng dấu |. Ví dụ: Buôn Ma Thuột|Ban Mê Thuột|BMT. Có hiệu lực ngay với lần tìm tiếp theo."
        ),
    )

    class Meta:
        verbose_name = _("từ đồng nghĩa")
        verbose_name_plural = _("từ đồng nghĩa")
        ordering = ["variants"]

    def __str__(self) -> str:
        return self.variants.replace("|", " · ")

    def clean(self) -> None:
        self.variants = "|".join(filter(None, (clean_line(part) for part in self.variants.split("|"))))
        if "|" not in self.variants:
            raise ValidationError({"variants": _("Viết ít nhất hai cách, cách nhau bằng dấu |.")})
