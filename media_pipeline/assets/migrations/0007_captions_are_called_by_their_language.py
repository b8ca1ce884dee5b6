from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assets", "0006_rights_of_pictures")]

    operations = [migrations.RemoveField(model_name="captiontrack", name="label")]
