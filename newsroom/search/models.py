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


TABLES: dict[str, type[SearchDocument]] = {"public": PublicDocument, "staff": StaffDocument}
"""By audience: whom a table, and the index that is kept like it, is for."""


class WrittenKind(models.Model):
    """The way in which the rows of one kind are written, or were last ordered to be: another way makes every row stale, once."""

    kind = models.CharField(max_length=40, unique=True)
    way = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("cách viết mục tra cứu")
        verbose_name_plural = _("cách viết mục tra cứu")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"


class StaleObject(models.Model):
    """An object whose rows above no longer say what is so, because something it depends on changed. Written with that change."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    since = models.DateTimeField(db_index=True)
    is_quiet = models.BooleanField(default=False)  # the software writes it otherwise: that is nobody's news

    class Meta:
        verbose_name = _("mục chờ viết lại")
        verbose_name_plural = _("mục chờ viết lại")
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


class OutboxEntry(models.Model):
    """What the engine outside has yet to hear of one document: written with the document's row, one entry per document.

    `version` is that of the row, or of its deletion. A deletion that was heard stays a while, so that whatever comes after it
    has a higher version.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SET_ASIDE = "set aside", _("Để riêng")
        GONE = "gone", _("Đã xóa")

    audience = models.CharField(max_length=8)
    uid = models.CharField(max_length=80)
    version = models.BigIntegerField()
    is_deletion = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mục chờ gửi máy tìm kiếm")
        verbose_name_plural = _("mục chờ gửi máy tìm kiếm")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["audience", "uid"], name="one_entry_per_document")]
        indexes = [
            models.Index(fields=["state", "due_at"], name="outbox_due"),
            models.Index(fields=["claim"], name="outbox_claim", condition=models.Q(claim__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.uid}"


class EngineIndex(models.Model):
    """One physical index outside. Workers write to those being filled and the one in use; readers search the one in use."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("Chờ dựng")
        FILLING = "filling", _("Đang dựng")
        IN_USE = "in use", _("Đang dùng")
        KEPT = "kept", _("Giữ để quay lại")
        FAILED = "failed", _("Không dựng được")

    audience = models.CharField(max_length=8)
    name = models.CharField(max_length=120, unique=True)
    schema = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State, default=State.ORDERED)
    ordered_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    last_row = models.BigIntegerField(default=0)
    error = models.TextField(blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chỉ mục của máy tìm kiếm")
        verbose_name_plural = _("chỉ mục của máy tìm kiếm")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["audience"], condition=models.Q(state__in=["ordered", "filling"]), name="one_index_at_a_time"
            ),
            models.UniqueConstraint(fields=["audience"], condition=models.Q(state="in use"), name="one_index_in_use"),
        ]

    def __str__(self) -> str:
        return self.name


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
