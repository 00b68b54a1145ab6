"""Migrations that are quick to run: what Django draws anew for every operation is most of what they cost.

Whenever a model of the past changes, Django makes its class again, and those of all models that are joined to it, and
here nearly all are joined. So an app's first migration has few operations, and adding a trigger makes no class again.
"""

from collections.abc import Sequence
from typing import Any

import pgtrigger.migrations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.state import ProjectState


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """The library's, but that it leaves the classes of models as they are: nothing in a class tells of triggers."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class Autodetector(pgtrigger.migrations.MigrationAutodetectorMixin, MigrationAutodetector):
    """Orders first migrations so that Django's optimizer puts fields, indexes and constraints into the tables."""

    #: By app, as Django has it.
    migrations: dict[str, list[Any]]

    def _get_add_trigger_op(self, model: Any, trigger: Any) -> AddTrigger:
        made = super()._get_add_trigger_op(model, trigger)  # type: ignore[no-untyped-call]
        return AddTrigger(model_name=made.model_name, trigger=made.trigger)

    def _optimize_migrations(self) -> None:
        initial = [(app, one) for app, migrations in self.migrations.items() for one in migrations if one.initial]
        # Before fields have found their tables, an index between these would keep them apart.
        for _, migration in initial:
            migration.operations.sort(key=lambda one: isinstance(one, IndexOperation))
        super()._optimize_migrations()  # type: ignore[misc]
        for app, migration in initial:
            migration.operations = MigrationOptimizer().optimize(in_good_order(migration.operations), app)


def in_good_order(operations: Sequence[Operation]) -> list[Operation]:
    """Triggers last; each index and constraint right behind what completes its table, since it moves past no other."""
    made = {_table_of(one): place for place, one in enumerate(operations) if not isinstance(one, IndexOperation)}

    def place(numbered: tuple[int, Operation]) -> int:
        number, one = numbered
        if isinstance(one, AddTrigger):
            return len(operations)
        return made[_table_of(one)] if isinstance(one, IndexOperation) else number

    return [one for _, one in sorted(enumerate(operations), key=place)]


def _table_of(one: Any) -> str:
    return str(one.name_lower if isinstance(one, ModelOperation) else one.model_name_lower)
