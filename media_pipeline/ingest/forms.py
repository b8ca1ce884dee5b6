"""The plain form of wagtailmedia, for those without scripts: a file sent through it is received like any other."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtailmedia.forms import BaseMediaForm

from media_pipeline.assets.errors import FileRefused
from media_pipeline.assets.models import Asset
from media_pipeline.ingest import names
from media_pipeline.ingest.services.receiving import receive
from media_pipeline.ingest.services.setting_aside import set_aside
from media_pipeline.storage import StorageError

GIVEN = {"file", "collection", "title", "tags"}


class AssetForm(BaseMediaForm):
    class Meta(BaseMediaForm.Meta):
        widgets = {
            **BaseMediaForm.Meta.widgets,
            "description": AdminAutoHeightTextInput,
            "rights_from": AdminDateInput,
            "rights_until": AdminDateInput,
        }
        labels = {"credit": gettext_lazy("Người thực hiện, nguồn")}
        help_texts = {
            "credit": gettext_lazy("Ví dụ: H’Lan Niê; Đài PTTH Đắk Lắk."),
            "rights_until": gettext_lazy("Sau ngày này bạn đọc không còn xem, nghe được. Để trống nếu không có hạn."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)  # an original is never replaced: another file is another asset
        for name in ("ai_provenance", "language"):
            if name in self.fields:
                self.fields[name].required = False

    def clean_ai_provenance(self):
        return self.cleaned_data["ai_provenance"] or self.instance.ai_provenance

    def clean_language(self):
        return self.cleaned_data["language"] or self.instance.language

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not names.calls_itself_media(file.name, file.content_type or ""):
            raise ValidationError(_("Tệp này không phải video hay âm thanh. Ảnh thì dùng mục Hình ảnh."))
        if file.size > settings.UPLOAD_MAX_SIZE:
            raise ValidationError(_("Tệp quá nặng. Cắt ngắn hoặc nén bớt rồi gửi lại."))
        return file

    def _post_clean(self):
        """A new row is made by `receive`, not from this instance, whose file column never saves what it is given.

        It is made here: a store that is away is an answer of the form, and the file waits for it like one from a phone.
        """
        if self.instance.pk:
            super()._post_clean()
        elif not self.errors:
            self._receive()

    def _receive(self):
        shown, cleaned, now = self.instance, self.cleaned_data, timezone.now()
        typed = {name: value for name, value in cleaned.items() if name not in GIVEN}
        sent = {
            "path": self._on_disk(cleaned["file"]), "name": names.plain(cleaned["file"].name),
            "collection": cleaned.get("collection") or self.collections[0], "by": shown.uploaded_by_user, "now": now,
        }  # fmt: skip
        self._known = set(Asset.objects.filter(source_size=cleaned["file"].size).values_list("pk", flat=True))
        try:
            self.instance = receive(**sent, title=cleaned["title"], **typed)
        except StorageError:
            set_aside(**sent)
            self.add_error(
                "file", _("Kho tệp chưa trả lời. Máy chủ giữ tệp này và tự cất vào kho; bạn không phải gửi lại.")
            )
        except FileRefused as refused:
            self.add_error("file", str(refused))
        else:
            shown.pk, shown.title = self.instance.pk, self.instance.title

    def save(self, commit=True):
        if "file" not in self.fields:
            return super().save(commit=commit)
        if self.instance.pk not in self._known:  # the same bytes were there before, and so were their tags
            self._save_m2m()
        return self.instance

    def _on_disk(self, file) -> Path:
        folder = Path(settings.UPLOAD_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".form", delete=False) as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return Path(copy.name)
