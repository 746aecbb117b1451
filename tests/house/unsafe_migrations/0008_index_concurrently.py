from django.db import migrations, models

from newsroom.migration_operations import AddIndexConcurrently


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_index_that_locks")]
    atomic = False
    operations = [
        AddIndexConcurrently(
            "flyer", models.Index(fields=["colour", "id"], name="flyer_colour_id_idx")
        ),
    ]
