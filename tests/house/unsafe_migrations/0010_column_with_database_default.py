from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_optional_column")]
    operations = [
        migrations.AddField(
            "flyer", "pages", models.PositiveSmallIntegerField(db_default=1)
        ),
    ]
