"""Wagtail's English welcome page and its site make room for a front page of a brand."""

from django.db import migrations


def remove_welcome(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=2, slug="home").delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0003_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(remove_welcome, migrations.RunPython.noop)]
