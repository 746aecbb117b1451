"""The text of an arrangement itself instead of its checksum: so that it can follow a text that changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0061_picture_sizes")]

    operations = [
        # Empty is no text of a page: what was arranged before is taken anew.
        migrations.AddField("pagearrangement", "text", models.TextField(default=""), preserve_default=False),
        migrations.RemoveField("pagearrangement", "text_sha256"),
    ]
