from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assets', '0005_sound_and_film'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='rights_ended_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='renditionorder',
            name='cause',
            field=models.CharField(choices=[('file', 'Tệp ảnh mới'), ('focus', 'Đổi điểm nhấn'), ('facts', 'Đổi chú thích, nguồn hoặc quyền'), ('rights', 'Đổi hạn dùng, hết hạn dùng')], max_length=10, verbose_name='nguyên nhân'),
        ),
        migrations.AddIndex(
            model_name='picture',
            index=models.Index(fields=['rights_until'], name='assets_picture_rights_end'),
        ),
    ]
