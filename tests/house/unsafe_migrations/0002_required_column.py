from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        migrations.AddField("leaflet", "colour", models.CharField(max_length=20, default="")),
    ]
