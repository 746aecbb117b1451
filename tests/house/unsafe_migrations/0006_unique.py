from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_table_renamed")]
    operations = [
        migrations.AddConstraint(
            "flyer", models.UniqueConstraint(fields=["headline"], name="flyer_headline_unique")
        ),
    ]
