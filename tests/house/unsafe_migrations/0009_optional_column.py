from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_index_concurrently")]
    operations = [
        migrations.AddField("flyer", "note", models.CharField(max_length=20, null=True)),
    ]
