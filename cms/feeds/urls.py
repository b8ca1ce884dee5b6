from django.urls import path

from cms.feeds import rss, sitemaps, views

urlpatterns = [
    path("rss/", rss.BrandFeed(), name="rss"),
    path("rss/<slug:slug>/", rss.SectionFeed(), name="rss_section"),
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.standing, name="sitemap_pages"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
]
