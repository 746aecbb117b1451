from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_column_renamed")]
    operations = [
        migrations.RenameModel("Leaflet", "Flyer"),
    ]
