from django.http import HttpResponse

from cms.core.frame import frame_of


def robots(request):
    root = frame_of(request).site.root_url if frame_of(request).site else ""
    lines = ["User-agent: *", "Disallow: /quan-tri/", "Disallow: /tai-khoan/", "Disallow: /tim-kiem/", f"Sitemap: {root}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
