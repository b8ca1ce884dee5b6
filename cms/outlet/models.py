from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareCard(models.Model):
    """The picture that Zalo and Facebook show beside a link. Made by a task; `digest` is of what it was drawn from."""

    story = models.OneToOneField("stories.Story", on_delete=models.CASCADE, related_name="share_card")
    file = models.ImageField(upload_to="the-chia-se/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("thẻ chia sẻ")
        verbose_name_plural = _("thẻ chia sẻ")
