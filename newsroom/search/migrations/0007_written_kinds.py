from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_model_names_of_the_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="WrittenKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, unique=True)),
                ("way", models.CharField(max_length=20)),
            ],
            options={
                "verbose_name": "cách viết mục tra cứu",
                "verbose_name_plural": "cách viết mục tra cứu",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="staleobject",
            name="is_quiet",
            field=models.BooleanField(default=False),
        ),
    ]
