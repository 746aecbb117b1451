from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_required_column")]
    operations = [
        migrations.RemoveField("leaflet", "printed"),
    ]
