from django.db import models
from django.utils.translation import gettext_lazy as _

SIZE = WIDTH, HEIGHT = 1200, 630


class ShareCard(models.Model):
    """The picture, 1200 × 630, that Zalo and Facebook show beside a link. Made by a task; `digest` is of what it was drawn from."""

    story = models.OneToOneField("stories.Story", on_delete=models.CASCADE, related_name="share_card")
    file = models.FileField(upload_to="the-chia-se/")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("thẻ chia sẻ")
        verbose_name_plural = _("thẻ chia sẻ")
