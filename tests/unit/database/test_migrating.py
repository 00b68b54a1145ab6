"""First migrations are short, since each operation of theirs costs a new set of model classes."""

from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.state import ModelState, ProjectState

from factcheck.database.migrating import AddTrigger, in_good_order

#: But for the one that is written by hand.
OURS = [one.name for one in apps.get_app_configs() if one.name.startswith("factcheck.") and one.models]
OURS.remove("factcheck.audit")
TRIGGER = pgtrigger.Trigger(name="never", operation=pgtrigger.Delete, when=pgtrigger.Before, func="RETURN NULL;")


def test_constraints_go_into_the_table_that_a_field_completes_and_triggers_come_last():
    key = models.BigAutoField(primary_key=True)
    operations = [
        CreateModel("Ship", [("id", key)]),
        AddTrigger("ship", TRIGGER),
        CreateModel("Port", [("id", key), ("name", models.TextField())]),
        AddField("ship", "port", models.ForeignKey("ports.Port", models.PROTECT)),
        AddConstraint("port", models.UniqueConstraint(fields=["name"], name="one_name")),
        AddIndex("ship", models.Index(fields=["port"], name="by_port")),
    ]
    port, ship, trigger = MigrationOptimizer().optimize(in_good_order(operations), "ports")
    assert (port.name, [one.name for one in port.options["constraints"]]) == ("Port", ["one_name"])
    assert (ship.name, [name for name, _ in ship.fields]) == ("Ship", ["id", "port"])
    assert [one.name for one in ship.options["indexes"]] == ["by_port"]
    assert trigger.trigger is TRIGGER


def test_a_trigger_is_noted_and_no_class_is_made_again():
    state = ProjectState({("ports", "ship"): ModelState("ports", "Ship", [("id", models.AutoField(primary_key=True))])})
    before = state.apps.get_model("ports", "ship")
    AddTrigger("ship", TRIGGER).state_forwards("ports", state)
    assert state.models["ports", "ship"].options["triggers"] == [TRIGGER]
    assert state.apps.get_model("ports", "ship") is before


@pytest.mark.parametrize("app", OURS)
def test_first_migrations_are_written_that_way(app):
    operations = import_module(f"{app}.migrations.0001_initial").Migration.operations
    label = app.rpartition(".")[2]
    assert MigrationOptimizer().optimize(in_good_order(operations), label) == operations
    triggers = [one for one in operations if isinstance(one, pgtrigger.migrations.AddTrigger)]
    assert {type(one) for one in triggers} <= {AddTrigger}
