"""The groups of the newsroom, with the rights of docs/reference/roles.md."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PARTS = [f"{verb}_{row}" for row in ("byline", "illustration") for verb in ("view", "add", "change", "delete")]
REGISTERS = ("author", "section", "tag")
READ = [f"view_{row}" for row in ("article", "author", "importrun", "issue", "page", "publication", "section", "tag")]

REPORTER = [
    "add_article", "write_own_article", *PARTS,
    *(f"view_{row}" for row in ("author", "issue", "page", "publication", "section", "tag")),
]
EDITOR = [
    *READ, *PARTS, "add_article", "change_article", "approve_article", "change_page",
    *(f"{verb}_{row}" for row in REGISTERS for verb in ("add", "change")),
]
CHIEF = [
    *EDITOR, "delete_article", "publish_article", "withdraw_article", "correct_article", "delete_page",
    *(f"delete_{row}" for row in REGISTERS),
    *(f"{verb}_{row}" for row in ("issue", "publication") for verb in ("add", "change", "delete")),
]
IMPORTER = [*READ, "add_importrun"]
AUDITOR = [*READ, "view_byline", "view_illustration", "auth.view_user", "auth.view_group"]

# Reporter, editor, chief editor, importer, auditor: the newsroom's own words, as its accounts show them.
ROLES = {"记者": REPORTER, "编辑": EDITOR, "主编": CHIEF, "入库员": IMPORTER, "审计员": AUDITOR}


def make_groups(apps, schema_editor):
    """A group of this name that is there already gets the rights in addition to those it has."""
    for label in ("articles", "auth"):
        config = apps.get_app_config(label)
        config.models_module = getattr(config, "models_module", None) or True  # else the permissions are not made
        create_permissions(config, apps=apps, verbosity=0)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for right in rights:
            label, _, codename = right.rpartition(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=label or "articles", codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
