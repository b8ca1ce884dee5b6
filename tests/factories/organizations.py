from datetime import date

import factory
from factory.django import DjangoModelFactory

from newsroom.organizations.models import Brand, Licence, Organization


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Báo và Phát thanh, truyền hình số {n}")
    short_name = factory.Sequence(lambda n: f"Báo và PTTH {n}")
    governing_body = "Tỉnh ủy Đắk Lắk"


class BrandFactory(DjangoModelFactory):
    """`licensed=True` adds a complete licence."""

    class Meta:
        model = Brand
        skip_postgeneration_save = True

    class Params:
        licensed = factory.Trait(
            licence=factory.RelatedFactory("tests.factories.organizations.LicenceFactory", factory_related_name="brand")
        )

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Báo Đắk Lắk {n}" if n else "Báo Đắk Lắk")
    slug = factory.Sequence(lambda n: f"bao-{n}")


class LicenceFactory(DjangoModelFactory):
    class Meta:
        model = Licence

    brand = factory.SubFactory(BrandFactory)
    number = "00/GP-MẪU"
    issued_on = valid_from = date(2026, 7, 1)
    issuer = "Cơ quan cấp phép (mẫu)"
    governing_body = "Tỉnh ủy Đắk Lắk"
    head_title = "Tổng Biên tập"
    head_name = "Nguyễn Văn Mẫu"
    address = "Số 00 đường Mẫu, phường Buôn Ma Thuột"
    phone = "(0262) 000 0000"
    email = "toasoan@example.com"
    domain = "localhost"
