"""The forms behind every upload in the admin: add, several at once, chooser. They judge a file as `take_in` does."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminDateTimeInput
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media_pipeline.assets.documents import check_document
from media_pipeline.assets.embedded.facts import title_from
from media_pipeline.assets.embedded.text import line
from media_pipeline.assets.errors import FileRefused
from media_pipeline.assets.inspection import inspect
from media_pipeline.assets.keeping import ask_store
from media_pipeline.assets.services.intake import said_by_file, true_name


class PictureFormField(WagtailImageField):
    """Replaces Wagtail's own checks, which decode a bomb before they count its pixels and trust the extension."""

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        try:
            file.found = inspect(file, now=timezone.now())
            ask_store()
        except FileRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        file.sent_as = file.name
        file.name = true_name(file.name, file.found)
        return file


class TitleFromFile(forms.ModelForm):
    """A title that is only the file's name is made readable; one that a person typed stays, cut where it must be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        title = self.fields.get("title")
        if title and "file" in self.fields:
            title.required = bool(self.instance.pk)
            title.validators = [rule for rule in title.validators if not isinstance(rule, MaxLengthValidator)]

    def clean(self):
        cleaned = super().clean()
        title = line(cleaned.get("title") or "", 255)
        file = self.files.get(self.add_prefix("file"))
        if file and title in {"", getattr(file, "sent_as", ""), file.name}:
            title = title_from(getattr(file, "sent_as", file.name))
        cleaned["title"] = title
        return cleaned


class PictureForm(TitleFromFile, BaseImageForm):
    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "caption": AdminAutoHeightTextInput,
            "taken_on": AdminDateTimeInput,
            "rights_from": AdminDateInput,
            "rights_until": AdminDateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PictureFormField(
                label=stock.label, widget=stock.widget, required=stock.required, help_text=stock.help_text
            )
        if "ai_provenance" in self.fields:
            # The uploader of several files sends a title and a collection, nothing else.
            self.fields["ai_provenance"].required = False

    def clean_ai_provenance(self):
        return self.cleaned_data["ai_provenance"] or self.instance.ai_provenance

    def clean(self):
        cleaned = super().clean()
        found = getattr(cleaned.get("file"), "found", None)
        for name, value in said_by_file(found).items() if found else ():
            if name in self.fields and (not cleaned.get(name) or name == "ai_provenance"):
                cleaned[name] = value
        if found and "collection" in self.errors:
            # Otherwise Wagtail would keep the original in a public folder until the form is mended.
            self.add_error("file", _("Chưa nhận được ảnh: hãy chọn lại bộ sưu tập."))
        return cleaned


class DocumentFormField(WagtailDocumentField):
    def to_python(self, data):
        file = super().to_python(data)
        if file is not None:
            try:
                check_document(file)
                ask_store()
            except FileRefused as refusal:
                raise ValidationError(str(refusal), code="refused") from refusal
        return file


class DocumentForm(TitleFromFile, BaseDocumentForm):
    class Meta(BaseDocumentForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = DocumentFormField(
                label=stock.label, widget=stock.widget, required=stock.required, help_text=stock.help_text
            )
