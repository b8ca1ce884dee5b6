from django.db import migrations

SYNONYMS = [
    "Đắk Lắk|Đắc Lắc|Daklak|Darlac",
    "Buôn Ma Thuột|Ban Mê Thuột|Ƀuôn Ama Thuôt|BMT",
    "cà phê|cafe|café",
    "Ê-đê|Êđê|Rhade",
]


def install_engine(apps, schema_editor):
    # The engine's tables are made from the rows and hold nothing of their own, so the code in force creates them.
    from newsroom.search.engines import engine_of
    from newsroom.search.models import PublicDocument, StaffDocument

    for model in (PublicDocument, StaffDocument):
        engine_of(model).install()


def add_synonyms(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    Synonym.objects.bulk_create(Synonym(variants=variants) for variants in SYNONYMS)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(install_engine, migrations.RunPython.noop),
        migrations.RunPython(add_synonyms, migrations.RunPython.noop),
    ]
