import factory
from wagtail.models import Site

from cms.core.models import StandardPage
from cms.home.models import HomePage
from cms.sections.models import SectionPage
from tests.factories.desks import PageFactory, SectionFactory
from tests.factories.organizations import BrandFactory


class HomePageFactory(PageFactory):
    """The first front page becomes the default site; a later one gets the host `{brand.slug}.localhost`."""

    class Meta:
        model = HomePage

    brand = factory.SubFactory(BrandFactory)
    title = factory.LazyAttribute(lambda home: home.brand.name)
    slug = factory.LazyAttribute(lambda home: f"trang-chu-{home.brand.slug}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        home = super()._create(model_class, *args, **kwargs)
        if HomePage.objects.count() == 1:
            Site.objects.update_or_create(
                is_default_site=True, defaults={"hostname": "localhost", "site_name": home.title, "root_page": home}
            )
        else:
            Site.objects.create(hostname=f"{home.brand.slug}.localhost", site_name=home.title, root_page=home)
        return home


class SectionPageFactory(PageFactory):
    """Under the front page of the section's brand, which is made when there is none."""

    class Meta:
        model = SectionPage

    section = factory.SubFactory(SectionFactory)
    title = factory.LazyAttribute(lambda page: page.section.name)
    slug = factory.LazyAttribute(lambda page: page.section.slug)

    @classmethod
    def default_parent(cls, page):
        brand = page.section.brand
        return HomePage.objects.filter(brand=brand).first() or HomePageFactory(brand=brand)


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    title = "Giới thiệu"
    slug = "gioi-thieu"
    body = "<p>Báo Đắk Lắk đưa tin về đời sống của tỉnh.</p>"

    @classmethod
    def default_parent(cls, page):
        return HomePage.objects.first() or HomePageFactory()
