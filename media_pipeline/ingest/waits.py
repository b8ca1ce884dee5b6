"""How a length of time still to wait is said, everywhere in one way."""

from django.utils.translation import gettext as _


def about(seconds: float) -> str:
    """“12 giây”, “1 phút 40 giây”, “2 giờ 5 phút”: as exact as anybody can know."""
    whole = max(1, round(seconds))
    if whole < 60:
        return _("%(n)d giây") % {"n": whole}
    minutes, rest = divmod(round(whole, -1), 60)
    if minutes < 60:
        return _("%(m)d phút %(s)d giây") % {"m": minutes, "s": rest} if rest else _("%(m)d phút") % {"m": minutes}
    return _("%(h)d giờ %(m)d phút") % {"h": minutes // 60, "m": minutes % 60}


def still(seconds: float | None) -> str:
    """“còn khoảng 1 phút 40 giây”; empty when nobody can tell."""
    return _("còn khoảng %(time)s") % {"time": about(seconds)} if seconds else ""
