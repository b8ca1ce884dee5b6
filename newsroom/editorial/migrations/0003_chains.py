"""Wagtail's ready-made groups and Root workflow would let anybody publish: they go. Two chains come instead."""

from django.db import migrations

CHAINS = {
    "Quy trình báo": [("Trưởng ban", "chief"), ("Thư ký", "secretary"), ("duyệt đăng", "leader")],
    "Quy trình hai bước": [("biên tập", "editor"), ("duyệt đăng", "leader")],
}


def replace_defaults(apps, schema_editor):
    get = apps.get_model
    get("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    get("wagtailcore", "WorkflowPage").objects.all().delete()
    get("wagtailcore", "Workflow").objects.all().delete()
    get("wagtailcore", "Task").objects.all().delete()
    content_type, _made = get("contenttypes", "ContentType").objects.get_or_create(
        app_label="editorial", model="gatetask"
    )
    for name, gates in CHAINS.items():
        workflow = get("wagtailcore", "Workflow").objects.create(name=name, active=True)
        for order, (gate, role) in enumerate(gates):
            task = get("editorial", "GateTask").objects.create(
                name=gate, role=role, active=True, content_type=content_type
            )
            get("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=order)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0002_notice"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailadmin", "0006_formstate"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(replace_defaults, migrations.RunPython.noop)]
