from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageViewRestriction, WorkflowPage, WorkflowState
from wagtail.query import PageQuerySet

from media_pipeline.assets.models import Provenance
from newsroom.desks.models import TaggedItem
from newsroom.desks.testers import KeptPagePermissionTester
from newsroom.language import word_count
from newsroom.prepared import Prepared
from newsroom.stories import ports
from newsroom.stories.blocks import Body
from newsroom.stories.errors import AliasRefused
from newsroom.stories.models.versions import is_pinned, says_nothing_new
from newsroom.stories.states import UNTITLED, CreditRole, Language
from newsroom.stories.text import first_picture, plain_text


class StoryQuerySet(PageQuerySet):
    def only(self, *fields):
        """Deleting names a few columns only: the address cannot be joined and left out at once."""
        return super(StoryQuerySet, self.select_related(None)).only(*fields)


class StoryManager(PageManager.from_queryset(StoryQuerySet)):
    def get_queryset(self):
        return super().get_queryset().select_related("address__section_page")


class Story(Page):
    """Tin bài: the channel-neutral piece.

    Only its text lives here. Publishing a revision writes every column back, so where it is read, whether it is
    withdrawn, under embargo or approved are tables of their own.
    """

    kicker = models.CharField(_("tít phụ trên"), max_length=120, blank=True)
    short_title = models.CharField(_("tít ngắn"), max_length=90, blank=True)
    sapo = models.TextField(_("sapo"), blank=True, max_length=1200)
    body = StreamField(Body(), verbose_name=_("nội dung"), blank=True)
    lead_picture = models.ForeignKey(
        "assets.Picture", verbose_name=_("ảnh đại diện"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Để trống thì lấy ảnh đầu tiên trong bài."),
    )  # fmt: skip
    lead_media = models.ForeignKey(
        "assets.Asset", verbose_name=_("video, âm thanh chính"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Mở đầu bài, thay cho ảnh đại diện trong bài."),
    )  # fmt: skip
    hide_lead_picture = models.BooleanField(_("không hiện ảnh đại diện trong bài"), default=False)
    card_picture = models.ForeignKey(
        "assets.Picture", verbose_name=_("ảnh trong danh sách"), null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    section = models.ForeignKey(
        "desks.Section", verbose_name=_("chuyên mục chính"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="stories",
    )  # fmt: skip
    other_sections = ParentalManyToManyField(
        "desks.Section", verbose_name=_("chuyên mục khác"), blank=True, related_name="+"
    )
    genre = models.ForeignKey(
        "desks.Genre", verbose_name=_("thể loại"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(_("nguồn tin"), max_length=160, blank=True)
    tags = ClusterTaggableManager(verbose_name=_("thẻ"), through="stories.StoryTag", blank=True)
    places = ParentalManyToManyField("desks.Place", verbose_name=_("địa danh"), blank=True, related_name="+")
    language = models.CharField(_("ngôn ngữ"), max_length=3, choices=Language, default=Language.VIETNAMESE)
    ai_provenance = models.CharField(_("trí tuệ nhân tạo"), max_length=10, choices=Provenance, default=Provenance.NONE)
    ai_tool = models.CharField(_("công cụ AI"), max_length=120, blank=True)
    ai_note = models.CharField(_("AI làm phần nào"), max_length=250, blank=True)
    note = models.TextField(_("ghi chú cho biên tập"), blank=True, max_length=2000)
    document_facts = models.JSONField(_("văn bản"), null=True, blank=True, editable=False)

    objects = StoryManager()
    permission_tester = KeptPagePermissionTester

    parent_page_types = ["desks.Desk"]
    subpage_types = []
    exclude_fields_in_copy = ["card_picture"]
    template = "pages/story.html"
    promote_panels = []
    settings_panels = []

    class Meta:
        verbose_name = _("tin bài")
        verbose_name_plural = _("tin bài")

    def permissions_for_user(self, user):
        return self.permission_tester(user, self)

    def get_admin_display_title(self):
        """Wagtail's lists name a new version before it goes out, to whoever sees that the story is there."""
        return self.title if self.live else super().get_admin_display_title()

    @property
    def is_untitled(self) -> bool:
        return not self.title or self.title == UNTITLED

    @cached_property
    def words(self) -> int:
        return word_count(plain_text(self))

    @transaction.atomic
    def save(self, *args, **kwargs):
        """The only place that sees every way of going live and of going dark.

        Raises Refused before anything is written when a gate says no. The ports write their rows in the same
        transaction, once per (story, live revision).
        """
        if self.alias_of_id:
            raise AliasRefused(_("Không làm bản bí danh của một bài. Hãy chọn thêm chuyên mục cho bài gốc."))
        update_fields = kwargs.get("update_fields")
        touches_live = update_fields is None or "live" in update_fields
        was = self._live_row() if touches_live and self.pk else None
        going_live = touches_live and self.live and (not was or was != (True, self.live_revision_id))
        going_dark = touches_live and not self.live and bool(was and was[0])
        if going_live:
            ports.gates(self)
        elif going_dark:
            ports.exits(self)
        if update_fields is None:
            self.card_picture = self.lead_picture or first_picture(self.body)
        super().save(*args, **kwargs)
        if going_live:
            ports.went_live(self)
        elif going_dark:
            ports.went_dark(self)
        elif update_fields is None or "latest_revision" in update_fields:
            ports.written(self)
        ports.changed(self)

    def _live_row(self):
        return next(iter(live_rows(self.pk)), None)

    @transaction.atomic
    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """Autosave may overwrite its own revision, but never one that a gate, an approval or a snapshot refers to.

        An editor who saves what already stands makes no new version: a tab left open would take back an approval.
        """
        if kwargs.get("log_action") and not kwargs.get("previous_revision") and says_nothing_new(self):
            return self.latest_revision
        if overwrite_revision and is_pinned(overwrite_revision):
            overwrite_revision = None
        # Wagtail's own clock would quietly postpone a publish: when a story goes out is a DueRelease.
        self.go_live_at = self.expire_at = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def update_aliases(self, **kwargs):
        """A story has none, and to look for them would read every page of the house."""

    @property
    def current_workflow_state(self):
        """As Wagtail's, which every verb asks."""
        return next(iter(running_chains(self.get_base_content_type().pk, str(self.pk))), None)

    @property
    def scheduled_revision(self):
        """None: when a story goes out is a DueRelease."""

    def get_workflow(self):
        """As Wagtail's, in one query: the nearest chain in use, of the desk or the newsroom."""
        found = chains_at(*self._own_and_above) if self.path else []
        return found[0].workflow if found else None

    def get_lock(self):
        return next((lock for lock in ports.locks(self) if lock), None) or super().get_lock()

    def serve(self, request, *args, **kwargs):
        """The website draws the page: a reader's and the one in the editor's preview are the same."""
        return ports.outlets[0].page(self, request)

    def serve_preview(self, request, mode_name):
        return self.serve(request)

    def get_view_restrictions(self):
        """As Wagtail's, in one query: a story has no aliases, and its path names everything above it."""
        return PageViewRestriction.objects.filter(page__path__in=self._own_and_above)

    @property
    def _own_and_above(self) -> list[str]:
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]

    def get_url_parts(self, request=None):
        """Where readers find it: the address row, never the tree."""
        address = getattr(self, "address", None)
        if not address or not address.section_page:
            return None
        parts = address.section_page.get_url_parts(request)
        if not parts or parts[1] is None:
            return None
        site_id, root_url, section_path = parts
        return site_id, root_url, f"{section_path}{address.ym}/{self.slug}-{address.id7}/"


@Prepared
def live_rows(number):
    return Page._base_manager.filter(pk=number).values_list("live", "live_revision_id")


@Prepared
def running_chains(content_type, story):
    states = WorkflowState.objects.filter(base_content_type=content_type, object_id=story).active()
    return states.select_related("current_task_state__task").order_by("pk")


@Prepared
def chains_at(*paths):
    places = WorkflowPage.objects.filter(page__path__in=paths, workflow__active=True)
    return places.select_related("workflow").order_by("-page__depth")


class StoryTag(TaggedItem):
    content_object = ParentalKey(Story, related_name="tagged_items", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("thẻ của bài")
        verbose_name_plural = _("thẻ của bài")


class Credit(Orderable):
    """Who is named under the headline or the pictures, in this order."""

    story = ParentalKey(Story, related_name="credits", on_delete=models.CASCADE)
    contributor = models.ForeignKey(
        "people.Contributor", verbose_name=_("người"), on_delete=models.PROTECT, related_name="credits"
    )
    role = models.CharField(_("vai"), max_length=14, choices=CreditRole, default=CreditRole.AUTHOR)

    class Meta(Orderable.Meta):
        verbose_name = _("ghi công")
        verbose_name_plural = _("ghi công")

    def __str__(self):
        return f"{self.contributor} ({self.get_role_display()})"
