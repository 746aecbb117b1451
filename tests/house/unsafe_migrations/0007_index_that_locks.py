from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_unique")]
    operations = [
        migrations.AddIndex("flyer", models.Index(fields=["colour"], name="flyer_colour_idx")),
    ]
