from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class Organization(models.Model):
    """The legal body that answers for what its brands publish. Bodies merge and are renamed: dated rows, never names in code."""

    name = models.CharField(_("tên cơ quan"), max_length=200)
    short_name = models.CharField(_("tên gọi ngắn"), max_length=80)
    governing_body = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_until = models.DateField(_("đến ngày"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("nhập vào"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = _("cơ quan báo chí")
        verbose_name_plural = _("cơ quan báo chí")
        ordering = ["name"]

    def __str__(self):
        return self.short_name


class Brand(ClusterableModel):
    """The masthead readers see: a newspaper, a channel, a magazine."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("Báo")
        BROADCAST = "broadcast", _("Kênh phát thanh, truyền hình")
        MAGAZINE = "magazine", _("Tạp chí")
        BULLETIN = "bulletin", _("Bản tin")

    class Theme(models.TextChoices):
        BAO = "bao", _("Báo: đỏ bazan")
        PTTH = "ptth", _("Phát thanh, truyền hình: xanh hồ")
        TAPCHI = "tapchi", _("Tạp chí: xanh rừng")
        BANTIN = "bantin", _("Bản tin: trung tính")

    organization = models.ForeignKey(
        Organization, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="brands"
    )
    name = models.CharField(_("tên sản phẩm báo chí"), max_length=120)
    slug = models.SlugField(_("mã"), unique=True)
    kind = models.CharField(_("loại hình"), max_length=12, choices=Kind, default=Kind.NEWSPAPER)
    theme = models.CharField(_("bộ màu"), max_length=10, choices=Theme, default=Theme.BAO)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        verbose_name = _("sản phẩm báo chí")
        verbose_name_plural = _("sản phẩm báo chí")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def licence_on(self, day: date) -> "Licence | None":
        return self.licences.on(day).first()


class LicenceQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(
            Q(valid_from__lte=day) | Q(valid_from=None), Q(valid_until__gte=day) | Q(valid_until=None)
        ).order_by("-valid_from")


class Licence(models.Model):
    """A dated press licence with what the law wants printed in the masthead and the footer (Luật Báo chí)."""

    brand = ParentalKey(Brand, verbose_name=_("sản phẩm báo chí"), on_delete=models.CASCADE, related_name="licences")
    number = models.CharField(_("số giấy phép"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan cấp"), max_length=200, blank=True)
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("hiệu lực đến"), null=True, blank=True)
    governing_body = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    head_title = models.CharField(_("chức danh người đứng đầu"), max_length=80, blank=True)
    head_name = models.CharField(_("họ tên người đứng đầu"), max_length=120, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    email = models.EmailField(_("email"), blank=True)
    domain = models.CharField(_("tên miền"), max_length=120, blank=True)

    # Fax is printed when there is one; everything else the law names.
    REQUIRED = (
        "number", "issued_on", "issuer", "governing_body", "head_title", "head_name", "address", "phone", "email", "domain",
    )  # fmt: skip
    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy phép")
        verbose_name_plural = _("giấy phép")
        ordering = ["-valid_from"]

    def __str__(self):
        return f"{self.brand} · {self.number or _('chưa có số')}"

    @property
    def missing(self) -> list[str]:
        """Labels of the fields that the law wants and this row lacks."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.REQUIRED if not getattr(self, name)]
