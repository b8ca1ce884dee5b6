from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ingest", "0001_uploads")]

    operations = [
        migrations.CreateModel(
            name="Machine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="máy")),
                ("scratch_free", models.PositiveBigIntegerField()),
                ("playout_free", models.PositiveBigIntegerField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={"verbose_name": "máy xử lý", "verbose_name_plural": "máy xử lý"},
        ),
    ]
