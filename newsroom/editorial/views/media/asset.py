"""One sound or film: play it, what was made and measured of it, its rights, where it is used, and what may be asked for."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from media_pipeline.assets.models import Asset, RunState
from media_pipeline.assets.queries.playing import of_run
from media_pipeline.assets.states import Language
from media_pipeline.captions import CaptionsRefused
from media_pipeline.ffmpeg.profiles import profiles
from media_pipeline.ingest import queries
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.services.editions import attach_captions, choose_frame, choose_picture, remove_captions
from media_pipeline.ingest.services.handing_off import order_broadcast
from media_pipeline.ingest.services.runs import rerun
from media_pipeline.storage import StorageError
from newsroom.editorial.media import words
from newsroom.editorial.media.outputs import measured, outputs
from newsroom.editorial.media.reach import is_technician, may_direct, may_order, may_see, may_send, sees_media
from newsroom.editorial.uses import stories_showing
from newsroom.editorial.views.base import Screen, number
from newsroom.editorial.views.media.jobs import Row, rows

LARGEST_CAPTIONS, LARGEST_PICTURE = 10 * 1024**2, 20 * 1024**2  # bytes


class Unfit(OrderRefused):
    """The form was not filled in right: the sentence says which field."""

    def __init__(self, words: str):
        Exception.__init__(self, words)


class CaptionsForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp WebVTT hoặc SRT"), widget=forms.FileInput(attrs={"accept": ".vtt,.srt"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ"), choices=Language.choices)


class StillForm(forms.Form):
    """Of a film: a frame or a picture; of a sound: a picture, its cover."""

    at = forms.FloatField(
        label=gettext_lazy("Khung hình ở giây thứ"), required=False, min_value=0,
        widget=forms.NumberInput(attrs={"step": "any", "data-media-second": ""}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("hoặc ảnh khác"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip

    def __init__(self, *args, asset: Asset, **kwargs):
        super().__init__(*args, **kwargs)
        if asset.type == "video":
            self.fields["at"].widget.attrs["max"] = int(asset.duration)
        else:
            del self.fields["at"]
            self.fields["file"].label = _("Ảnh JPEG, PNG hay WebP")

    def clean(self):
        if not self.errors and not self.cleaned_data["file"] and self.cleaned_data.get("at") is None:
            raise forms.ValidationError(
                _("Hãy cho biết giây nào, hoặc chọn một ảnh.") if "at" in self.fields else _("Hãy chọn một ảnh.")
            )
        return self.cleaned_data


class BroadcastForm(forms.Form):
    profile = forms.ChoiceField(label=gettext_lazy("Định dạng"))
    air_at = forms.DateTimeField(
        label=gettext_lazy("Giờ phát"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def __init__(self, *args, asset: Asset, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = [profile for profile in profiles().values() if asset.type == "video" or profile.kind == "audio"]
        fitting.sort(key=lambda profile: (profile.kind != asset.type, profile.extension != "mxf"))
        self.fields["profile"].choices = [(profile.key, profile.label) for profile in fitting]


class AssetScreen(Screen):
    template_name = "newsroom/media/asset.html"
    header_icon = "media"

    def is_allowed(self, user) -> bool:
        return sees_media(user)

    @cached_property
    def asset(self) -> Asset:
        found = get_object_or_404(
            Asset.objects.select_related("current_run", "uploaded_by_user", "collection"), pk=self.kwargs["pk"]
        )
        if not may_see(self.request.user, found):
            raise PermissionDenied
        return found

    def get_page_title(self):
        return self.asset.title

    def get_context_data(self, **kwargs):
        asset, user = self.asset, self.request.user
        run = asset.current_run
        playable = of_run(asset, run) if run else None
        own = may_order(user, asset)
        return {
            **super().get_context_data(**kwargs),
            "asset": asset,
            "tag": words.tag_of_asset(asset),
            "what": words.kind_of(asset),
            "media": playable,
            "outputs": outputs(asset, playable),
            "measured": measured(asset),
            "usable": asset.usable_on(timezone.localdate()),
            "why_not": words.why_not(asset),
            "uses": stories_showing(Asset, [asset.pk], user).get(asset.pk),
            "runs": self.runs,
            "failed": self._failed,
            "may_send": may_send(user),
            "why": self._why(),
            "said": is_technician(user) and self._said(),
            "tracks": list(asset.captions.all()),
            "files": list(asset.broadcast_files.select_related("run").order_by("-pk")),
            "may_order": own,
            "may_direct": may_direct(user, asset),
            "captions_form": CaptionsForm(auto_id="phu-de-%s", initial={"language": asset.language}) if own else None,
            "still_form": StillForm(auto_id="anh-%s", asset=asset) if own else None,
            "broadcast_form": BroadcastForm(auto_id="phat-song-%s", asset=asset)
            if may_direct(user, asset) and asset.facts
            else None,
        }

    @cached_property
    def runs(self) -> list[Row]:
        return rows(list(queries.of_asset(self.asset)[:10]), self.request.user)

    @cached_property
    def _failed(self) -> Row | None:
        return next((row for row in self.runs[:1] if row.run.state == RunState.FAILED), None)

    def _why(self) -> str:
        return words.why(self._failed.run) if self._failed else ""

    def _said(self) -> str:
        return words.said_by_the_machine(self._failed.run) if self._failed else ""


class AssetAct(View):
    """POST: one thing asked of an asset, then back to its page. A refusal is shown there and changes nothing."""

    def post(self, request, pk: int, act: str):
        asset = get_object_or_404(Asset, pk=pk)
        verb, allowed = self.verbs.get(act, (None, None))
        if verb is None:
            raise Http404
        if not allowed(request.user, asset):
            raise PermissionDenied
        try:
            messages.success(request, verb(self, asset, timezone.now()))
        except (OrderRefused, CaptionsRefused) as refused:
            messages.error(request, str(refused))
        except StorageError:
            messages.error(request, _("Kho tệp không trả lời nên chưa đổi gì. Hãy thử lại sau ít phút."))
        return redirect("newsroom_media_asset", asset.pk)

    def _checked(self, form: forms.Form) -> dict:
        if not form.is_valid():
            labels = {name: f"{field.label}: " for name, field in form.fields.items()}
            raise Unfit("; ".join(labels.get(name, "") + " ".join(errors) for name, errors in form.errors.items()))
        return form.cleaned_data

    def captions(self, asset: Asset, now: datetime) -> str:
        data = self._checked(CaptionsForm(self.request.POST, self.request.FILES))
        content = data["file"].read(LARGEST_CAPTIONS + 1)
        attach_captions(asset=asset, data=content, file_name=data["file"].name, language=data["language"], now=now)
        return _("Đã nhận phụ đề. Trình phát có phụ đề mới sau ít giây.")

    def captions_off(self, asset: Asset, now: datetime) -> str:
        track = get_object_or_404(asset.captions, pk=number(self.request.POST.get("track")))
        remove_captions(track=track, now=now)
        return _("Đã bỏ phụ đề.")

    def still(self, asset: Asset, now: datetime) -> str:
        data = self._checked(StillForm(self.request.POST, self.request.FILES, asset=asset))
        if sent := data["file"]:
            if sent.size > LARGEST_PICTURE:
                raise Unfit(_("Ảnh nặng quá 20 MB. Hãy chọn ảnh nhẹ hơn."))
            with TemporaryDirectory() as folder:
                path = Path(folder) / "still"
                path.write_bytes(sent.read())
                choose_picture(asset=asset, path=path, now=now)
        else:
            choose_frame(asset=asset, at=data["at"], now=now)
        return _("Đã nhận ảnh. Bạn đọc thấy ảnh mới khi máy làm xong, thường sau ít giây.")

    def broadcast(self, asset: Asset, now: datetime) -> str:
        data = self._checked(BroadcastForm(self.request.POST, asset=asset))
        file = order_broadcast(asset=asset, by=str(self.request.user), now=now, **data)
        return _("Đã đặt %(name)s. Tệp hiện ở Sẵn sàng phát khi làm xong.") % {"name": file.name}

    def again(self, asset: Asset, now: datetime) -> str:
        rerun(asset=asset, now=now)
        return _("Đã xếp vào hàng chờ. Bản đang dùng vẫn phát cho đến khi có bản mới.")

    verbs = {
        "phu-de": (captions, may_order),
        "bo-phu-de": (captions_off, may_order),
        "anh-dai-dien": (still, may_order),
        "phat-song": (broadcast, may_direct),
        "lam-lai": (again, may_direct),
    }
