from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_column_with_database_default")]
    operations = [
        migrations.DeleteModel("Flyer"),
    ]
