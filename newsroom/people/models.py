from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.language import slugify, sort_key, suggested_sort_name, unique_slug


class User(AbstractUser):
    """Who logs in."""

    def get_full_name(self):
        """Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def __str__(self):
        return self.get_full_name() or self.username


class Contributor(models.Model):
    """Who is credited and paid. One person may write under a pen name and may have no account."""

    name = models.CharField(_("họ và tên"), max_length=120)
    pen_name = models.CharField(_("bút danh"), max_length=120, blank=True)
    # Ê-đê names do not sort by their last word as Vietnamese ones do, so a person writes the sorting form.
    sort_name = models.CharField(
        _("tên sắp xếp"), max_length=120, blank=True,
        help_text=_("Tên gọi đứng trước: “An Nguyễn Văn”. Để trống thì lấy từ họ và tên; tên Ê-đê, M'nông giữ nguyên."),
    )  # fmt: skip
    sort_key = models.CharField(max_length=800, blank=True, editable=False, db_index=True)
    slug = models.SlugField(
        _("đường dẫn"),
        unique=True,
        max_length=140,
        blank=True,
        help_text=_("Để trống thì lấy từ bút danh hoặc họ tên."),
    )
    bio = models.TextField(_("giới thiệu"), blank=True, max_length=600)
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("cơ quan"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="contributors",
    )  # fmt: skip
    user = models.OneToOneField(
        User, verbose_name=_("tài khoản"), null=True, blank=True, on_delete=models.SET_NULL, related_name="contributor"
    )

    class Meta:
        verbose_name = _("tác giả, cộng tác viên")
        verbose_name_plural = _("tác giả, cộng tác viên")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.public_name

    def save(self, *args, **kwargs):
        self.sort_name = self.sort_name or suggested_sort_name(self.name)
        self.sort_key = sort_key(self.sort_name)
        self.slug = self.slug or self._free_slug()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_name", "sort_key", "slug"}
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        base = slugify(self.public_name, fallback="tac-gia")
        taken = set(Contributor.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return unique_slug(base, taken)

    @property
    def public_name(self) -> str:
        return self.pen_name or self.name
