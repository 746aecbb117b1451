from django.db import migrations, models

from newsroom.migration_operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0004_author_merge")]

    operations = [
        AddIndexConcurrently(
            "illustration",
            models.Index(fields=["picture"], name="illustration_picture_idx"),
        ),
    ]
