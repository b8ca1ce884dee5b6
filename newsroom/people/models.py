from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    sort_name = models.CharField(_("tên sắp xếp"), max_length=120, blank=True, db_index=True)
    slug = models.SlugField(_("đường dẫn"), unique=True, max_length=140)
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
        ordering = ["sort_name", "name"]

    def __str__(self):
        return self.public_name

    @property
    def public_name(self) -> str:
        return self.pen_name or self.name
