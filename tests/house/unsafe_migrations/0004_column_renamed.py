from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_column_dropped")]
    operations = [
        migrations.RenameField("leaflet", "title", "headline"),
    ]
