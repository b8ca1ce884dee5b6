"""Words of packages that never ask a catalogue: a field's or column's own name, and what Django calls Vietnamese."""

import unicodedata

from django.conf.locale import LANG_INFO
from django.forms import boundfield
from django.forms.utils import pretty_name
from django.utils.translation import gettext_lazy
from wagtail.models import PAGE_PERMISSION_TYPES
from wagtail.sites.views import IndexView
from wagtail.users.forms import PagePermissionsForm

PAGE_PERMISSIONS = {f"{codename}_page": words for codename, _short, words in PAGE_PERMISSION_TYPES}


def put_right() -> None:
    # A field without a label is called by its name: “Link text”. The catalogue has those names too.
    boundfield.pretty_name = lambda name: gettext_lazy(pretty_name(name))
    for column in (column for column in IndexView.columns if isinstance(column.label, str)):
        column.label = gettext_lazy(column.label)
    PagePermissionsForm.base_fields["permissions"].label_from_instance = lambda row: PAGE_PERMISSIONS[row.codename]
    # Django writes “Tiếng Việt” with its marks apart.
    LANG_INFO["vi"]["name_local"] = unicodedata.normalize("NFC", LANG_INFO["vi"]["name_local"])
