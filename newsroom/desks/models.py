from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from newsroom.desks.roles import Role
from newsroom.desks.testers import KeptPagePermissionTester
from newsroom.language import slugify, sort_key, unique_slug

INSIDE = _("Tên gọi trong tòa soạn, bạn đọc không thấy.")


class StructurePage(Page):
    """A page of the newsroom tree, outside every site: it says who owns and who may, nothing else. It has no draft."""

    promote_panels = []
    settings_panels = []
    preview_modes = []
    is_outside_sites = True
    permission_tester = KeptPagePermissionTester

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return self.permission_tester(user, self)

    def get_workflow(self):
        # The chain attached here is for the stories below; the page itself passes no gate.
        return None

    def full_clean(self, *args, **kwargs):
        self._choose_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._choose_slug()
        super().minimal_clean()

    def _choose_slug(self):
        """Nobody types one: it is in no reader's address. Wagtail's own for “Đời sống” would begin with a code point."""
        self.slug = self.slug or slugify(self.title)
        if self._state.adding and self.path:
            siblings = Page.objects.child_of(self.get_parent()).values_list("slug", flat=True)
            self.slug = unique_slug(self.slug, set(siblings))


class Newsroom(StructurePage):
    """The root of one organization's desks."""

    organization = models.OneToOneField(
        "organizations.Organization", verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="newsroom"
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["desks.Desk"]
    content_panels = [
        FieldPanel("title", heading=_("Tên tòa soạn"), help_text=INSIDE),
        # Whose newsroom it is decides whose it is to administer: only the house's first account says so.
        FieldPanel("organization", permission="superuser"),
    ]

    class Meta:
        verbose_name = _("tòa soạn")
        verbose_name_plural = _("tòa soạn")


class Desk(StructurePage):
    """Ban: where stories are written, with its own people and its own chain of gates."""

    gate_minutes = models.PositiveIntegerField(
        _("hạn mỗi bước duyệt (phút)"), default=60, validators=[MinValueValidator(1)],
        help_text=_("Bài nằm quá số phút này ở một bước thì báo quá hạn."),
    )  # fmt: skip

    parent_page_types = ["desks.Newsroom"]
    content_panels = [FieldPanel("title", heading=_("Tên ban"), help_text=INSIDE), FieldPanel("gate_minutes")]

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("ban")


class RoleGroup(models.Model):
    """What a Wagtail group means: this role, at this newsroom or desk."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="role_groups")
    role = models.CharField(_("vai"), max_length=16, choices=Role)

    class Meta:
        verbose_name = _("vai trong tòa soạn")
        verbose_name_plural = _("vai trong tòa soạn")
        constraints = [models.UniqueConstraint(fields=["page", "role"], name="one_group_per_role_and_page")]

    def __str__(self):
        return self.group.name


class Section(models.Model):
    """Chuyên mục: one subject in a brand's tree of subjects. Sites present sections."""

    brand = models.ForeignKey(
        "organizations.Brand", verbose_name=_("sản phẩm báo chí"), on_delete=models.PROTECT, related_name="sections"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("thuộc"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("tên chuyên mục"), max_length=80)
    slug = models.SlugField(
        _("đường dẫn"), max_length=80,
        validators=[RegexValidator(r"^\d{6}$", _("Sáu chữ số là phần năm, tháng trong địa chỉ bài."), inverse_match=True)],
    )  # fmt: skip
    sort_order = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["brand", "slug"], name="one_section_slug_per_brand")]

    def __str__(self):
        return self.name


class Genre(models.Model):
    """Thể loại, with the royalty group of Nghị định 18/2014/NĐ-CP as an attribute."""

    class RoyaltyGroup(models.TextChoices):
        NEWS = "news", _("Tin, trả lời bạn đọc")
        PICTURE = "picture", _("Ảnh")
        DRAWING = "drawing", _("Tranh")
        OPINION = "opinion", _("Chính luận")
        REPORTAGE = "reportage", _("Phóng sự, ký, bài phỏng vấn")
        LITERATURE = "literature", _("Sáng tác văn học")
        RESEARCH = "research", _("Nghiên cứu")
        MEDIA = "media", _("Trực tuyến, media")
        CONTRACT = "contract", _("Theo hợp đồng")

    code = models.SlugField(_("mã"), unique=True)
    name = models.CharField(_("thể loại"), max_length=80)
    royalty_group = models.CharField(_("nhóm nhuận bút"), max_length=12, choices=RoyaltyGroup)
    sort_order = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("thể loại")
        verbose_name_plural = _("thể loại")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


class ByName(models.Model):
    """What has a name and stands in Vietnamese order."""

    sort_key = models.CharField(max_length=800, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key"}
        super().save(*args, **kwargs)


class Place(ByName):
    name = models.CharField(_("địa danh"), max_length=120, unique=True)
    note = models.CharField(_("ghi chú, tên cũ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("địa danh")
        verbose_name_plural = _("địa danh")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name


class Tag(ByName, TagBase):
    free_tagging = True

    class Meta:
        verbose_name = _("thẻ")
        verbose_name_plural = _("thẻ")

    def slugify(self, tag, i=None):
        return slugify(tag) + (f"-{i}" if i else "")


class TaggedItem(ItemBase):
    """Base of a tagging of one model: subclasses add `content_object`."""

    tag = models.ForeignKey(Tag, related_name="%(app_label)s_%(class)s_items", on_delete=models.CASCADE)

    class Meta:
        abstract = True
