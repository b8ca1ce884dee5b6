"""Rows inside the story form that survive a second tab and a lost answer: ids the page remembers may be gone."""

import re

from django.db.models import Q
from modelcluster.forms import BaseChildFormSet
from wagtail.models import COMMENTS_RELATION_NAME

from newsroom.people.models import Contributor

_COMMENT_ID = re.compile(r"comments-\d+-id")
_REPLY_ID = re.compile(r"comments-\d+-replies-\d+-id")


class CreditFormSet(BaseChildFormSet):
    """What is posted is the whole list of credits. A row is known by person and part, not by an id that may be stale."""

    choosable = Q()

    def __init__(self, data=None, files=None, instance=None, **kwargs):
        super().__init__(data, files, instance=instance, **kwargs)
        if self.is_bound:
            self.data = self._matched(self.data)

    def _matched(self, data):
        """Each posted row carries the id of the credit it means, or none."""
        data = data.copy()
        # Every row goes the way of a known one: a row without an id is a new credit there as well.
        data[f"{self.prefix}-INITIAL_FORMS"] = data.get(f"{self.prefix}-TOTAL_FORMS", "")
        # A version may name rows that khôi phục, which puts an older one back, has made anew.
        there = set(self.model.objects.filter(story=self.instance.pk).values_list("pk", flat=True))
        known = {(str(row.contributor_id), row.role): str(row.pk) for row in self.get_queryset() if row.pk in there}
        seen = set()
        for place in range(_number(data.get(f"{self.prefix}-TOTAL_FORMS"))):
            row = f"{self.prefix}-{place}"
            credit = (data.get(f"{row}-contributor"), data.get(f"{row}-role"))
            if not data.get(f"{row}-DELETE"):
                if not credit[0] or credit in seen:
                    data[f"{row}-DELETE"] = "on"
                seen.add(credit)
            data[f"{row}-id"] = known.get(credit, "")
        return data

    def add_fields(self, form, index):
        super().add_fields(form, index)
        current = form.instance.contributor_id
        form.fields["contributor"].queryset = Contributor.objects.filter(self.choosable | Q(pk=current))

    def save(self, commit=True):
        kept = super().save(commit=False)
        manager = getattr(self.instance, self.rel_name)
        rows = [form.instance for form in self.ordered_forms]
        for place, credit in enumerate(rows):
            credit.sort_order = place
        manager.set(rows)
        if commit:
            manager.commit()
        return kept


def forget_stale_comments(data, story):
    """Blank the ids of comments and replies that no longer exist, and give a comment posted twice its own id back."""
    comments = list(getattr(story, COMMENTS_RELATION_NAME).all()) if story.pk else []
    ids = {str(comment.pk) for comment in comments}
    replies = {str(reply.pk) for comment in comments for reply in comment.replies.all()}
    said = {(comment.text, comment.contentpath): str(comment.pk) for comment in comments}
    for key in list(data):
        if _COMMENT_ID.fullmatch(key):
            row = key.removesuffix("-id")
            if data[key] not in ids:
                data[key] = said.get((data.get(f"{row}-text"), data.get(f"{row}-contentpath")), "")
        elif _REPLY_ID.fullmatch(key) and data[key] not in replies:
            data[key] = ""
    return data


def _number(value) -> int:
    return min(int(value), 200) if value and value.isdecimal() else 0
