"""What a story is made of. Templates stand in cms/templates/blocks, one per block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from newsroom.stories.states import Language

TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript"]
SHORT = ["bold", "italic", "link"]
_WORDS, _PICTURES, _MORE = _("Chữ"), _("Ảnh, tiếng, hình"), _("Thêm")


class Paragraph(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Đoạn văn"), features=TEXT)
    language = blocks.ChoiceBlock(
        label=_("Tiếng của đoạn"), choices=Language.choices, required=False, help_text=_("Để trống nếu như cả bài.")
    )

    class Meta:
        icon = "pilcrow"
        form_layout = blocks.BlockGroup(children=["text"], settings=["language"])


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=400)
    credit = blocks.CharBlock(
        label=_("Nguồn ảnh"), required=False, max_length=160, help_text=_("Để trống thì lấy nguồn ghi ở ảnh.")
    )
    alt = blocks.CharBlock(
        label=_("Mô tả ảnh"), required=False, max_length=250, help_text=_("Cho người không nhìn thấy ảnh.")
    )
    crop = blocks.ChoiceBlock(
        label=_("Khung ảnh"), required=False,
        choices=[("wide", _("Ngang 16:9")), ("square", _("Vuông")), ("tall", _("Dọc 4:5"))],
        help_text=_("Để trống thì giữ nguyên khung; cắt quanh điểm chính của ảnh."),
    )  # fmt: skip

    class Meta:
        icon = "image"
        form_layout = blocks.BlockGroup(children=["image", "caption", "credit", "alt"], settings=["crop"])


class GalleryItem(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=400)
    credit = blocks.CharBlock(label=_("Nguồn ảnh"), required=False, max_length=160)
    alt = blocks.CharBlock(label=_("Mô tả ảnh"), required=False, max_length=250)


class Gallery(blocks.StructBlock):
    credit = blocks.CharBlock(
        label=_("Nguồn chung"), required=False, max_length=160, help_text=_("Dùng cho ảnh nào chưa ghi nguồn riêng.")
    )
    pictures = blocks.ListBlock(GalleryItem(), label=_("Các ảnh"), min_num=1, max_num=40)

    class Meta:
        icon = "image"


class Played(blocks.StructBlock):
    """Film or sound. It may be published while its files are still being made: readers see it from the first one on."""

    caption = blocks.CharBlock(
        label=_("Chú thích"), required=False, max_length=400, help_text=_("Để trống thì lấy tên của tệp.")
    )
    credit = blocks.CharBlock(label=_("Người thực hiện"), required=False, max_length=160)


class Video(Played):
    media = VideoChooserBlock(label=_("Video"))

    class Meta:
        icon = "media"
        form_layout = ["media", "caption", "credit"]


class Audio(Played):
    media = AudioChooserBlock(label=_("Âm thanh"))

    class Meta:
        icon = "media"
        form_layout = ["media", "caption", "credit"]


class Quote(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Lời trích"), rows=3)
    name = blocks.CharBlock(label=_("Người nói"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Là ai"), required=False, max_length=160)

    class Meta:
        icon = "openquote"


class FactBox(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên hộp"), max_length=120)
    text = blocks.RichTextBlock(label=_("Nội dung"), features=[*SHORT, "ul", "ol"])

    class Meta:
        icon = "list-ul"


class Table(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Tên bảng"), required=False, max_length=200)
    table = TableBlock(
        label=_("Bảng"), table_options={"language": "vi-VN", "contextMenu": True, "stretchH": "all", "minSpareRows": 0}
    )

    class Meta:
        icon = "table"


class Embed(blocks.StructBlock):
    """Nothing is loaded from elsewhere before the reader agrees: the template asks first."""

    embed = EmbedBlock(label=_("Địa chỉ"), max_width=800, help_text=_("YouTube, Vimeo và các trang có oEmbed."))
    what = blocks.CharBlock(label=_("Đây là gì"), max_length=200, help_text=_("Bạn đọc thấy câu này trước khi bấm mở."))

    class Meta:
        icon = "media"


class Related(blocks.StructBlock):
    stories = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="stories.Story", label=_("Bài")), label=_("Các bài"), min_num=1, max_num=6
    )

    class Meta:
        icon = "link"


class Body(blocks.StreamBlock):
    paragraph = Paragraph(
        label=_("Đoạn văn"), group=_WORDS, template="blocks/paragraph.html",
        description=_("Một hay nhiều đoạn chữ liền nhau."),
        preview_value={"text": "<p>Sáng sớm, sương còn phủ kín rẫy cà phê.</p>", "language": ""},
    )  # fmt: skip
    heading = blocks.CharBlock(
        label=_("Tít phụ"), group=_WORDS, icon="title", template="blocks/heading.html", max_length=160,
        description=_("Tên của phần tiếp theo trong bài."), preview_value="Mùa vàng trên cao nguyên",
    )  # fmt: skip
    picture = Picture(
        label=_("Ảnh"), group=_PICTURES, template="blocks/picture.html",
        description=_("Một ảnh với chú thích, nguồn và mô tả."),
    )  # fmt: skip
    gallery = Gallery(
        label=_("Nhiều ảnh"), group=_PICTURES, template="blocks/gallery.html",
        description=_("Nhiều ảnh đi cùng nhau, một nguồn chung."),
    )  # fmt: skip
    video = Video(
        label=_("Video"), group=_PICTURES, template="blocks/video.html",
        description=_("Đoạn hình của tòa soạn, có phụ đề nếu đã đưa lên."),
    )  # fmt: skip
    audio = Audio(
        label=_("Âm thanh"), group=_PICTURES, template="blocks/audio.html",
        description=_("Đoạn tiếng của tòa soạn, kèm lời nếu đã đưa lên."),
    )  # fmt: skip
    quote = Quote(
        label=_("Trích dẫn"), group=_WORDS, template="blocks/quote.html", description=_("Lời nói được làm nổi."),
        preview_value={"text": "Giữ tiếng chiêng là giữ lời ông bà.", "name": "Ama Thuột", "role": "nghệ nhân"},
    )  # fmt: skip
    facts = FactBox(
        label=_("Hộp thông tin"), group=_WORDS, template="blocks/facts.html",
        description=_("Số liệu, mốc thời gian, điều cần biết, tách khỏi mạch bài."),
        preview_value={"title": "Cần biết", "text": "<ul><li>Mở cửa 7 giờ 30</li><li>Miễn phí</li></ul>"},
    )  # fmt: skip
    table = Table(
        label=_("Bảng"),
        group=_MORE,
        template="blocks/table.html",
        description=_("Bảng số liệu, có hàng đầu là tên cột."),
    )
    embed = Embed(
        label=_("Nhúng"), group=_PICTURES, template="blocks/embed.html",
        description=_("Video hay bài ở trang khác; chỉ tải khi bạn đọc đồng ý."),
    )  # fmt: skip
    related = Related(
        label=_("Bài liên quan"), group=_MORE, template="blocks/related.html",
        description=_("Bài khác của tòa soạn, chọn bằng tay."),
    )  # fmt: skip
