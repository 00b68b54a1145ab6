"""Triggers that nobody can step around: history, immutability and the rules of the desk.

Every function that django-pgtrigger generates asks the session setting `pgtrigger.ignore` first, which
the app's role may set: an update without an entry. So these classes keep pgtrigger's bookkeeping (declared
on the model, kept in migrations, listed by `pgtrigger ls`) and replace its SQL. `Audited`, `Immutable` and
`NeverDeleted` name shared functions made in this app's migration; `Rule` brings its own body. All run as the
owner of the tables (SECURITY DEFINER) with a fixed search path, so that a temporary table of the same name
is never met.

A refusal is raised as `restrict_violation`, which Django shows as an IntegrityError.
"""

from collections.abc import Sequence
from typing import Any

import pgtrigger
from pgtrigger import compiler

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


class SharedTriggerSql(compiler.UpsertTriggerSql):
    """A trigger that executes a function which exists already."""

    def get_template(self) -> str:
        return """
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                FOR EACH {level} {condition}
                EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class RuleTriggerSql(compiler.UpsertTriggerSql):
    """A trigger with a function of its own, which obeys no session setting."""

    def get_template(self) -> str:
        return (
            """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER LANGUAGE plpgsql
            """
            + DEFINER
            + """
            AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$;
            REVOKE ALL ON FUNCTION {pgid}() FROM PUBLIC;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                FOR EACH {level} {condition}
                EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """
        )


class _Trigger(pgtrigger.Trigger):
    """pgtrigger's declaration, compiled with SQL of ours."""

    sql_class: type[compiler.UpsertTriggerSql] = SharedTriggerSql

    def compile(self, model: Any) -> compiler.Trigger:
        return compiler.Trigger(
            name=self.name,
            sql=self.sql_class(
                pgid=self.get_pgid(model),
                declare=self.render_declare(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                when=self.when,
                operation=self.operation,
                level=self.level,
                condition=self.render_condition(model),
                execute=self.render_execute(model),
            ),
        )


def _arguments(*values: str) -> str:
    if any("'" in value for value in values):
        raise ValueError("trigger arguments hold no quotation marks")
    return ", ".join(f"'{value}'" for value in values)


class Audited(_Trigger):
    """Writes an entry for each row inserted, changed or deleted.

    `kind` is the letter of the public id. `parents` says which other objects' history shows the entry: each is
    `column:KIND`, or `column:KIND:table:column2` where the parent is found one step further.
    Of `secret` columns only the fact of a change is kept; of `digest` columns length and SHA-256.
    """

    name = "audit"
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    func = ""

    def __init__(
        self,
        kind: str = "",
        *,
        parents: Sequence[str] = (),
        secret: Sequence[str] = (),
        digest: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.kind, self.parents, self.secret, self.digest = kind, parents, secret, digest

    def get_func(self, model: Any) -> str:
        return ""

    def render_execute(self, model: Any) -> str:
        lists = (",".join(names) for names in (self.parents, self.secret, self.digest))
        return f"audit_record({_arguments(self.kind, *lists)})"


class Immutable(_Trigger):
    """Refuses to delete the row, and to change it except in the columns of `allowed`."""

    name = "immutable"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = ""

    def __init__(self, *, allowed: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.allowed = allowed

    def get_func(self, model: Any) -> str:
        return ""

    def render_execute(self, model: Any) -> str:
        return f"audit_refuse_change({_arguments(','.join(self.allowed))})"


class NeverDeleted(_Trigger):
    """Refuses to delete the row: objects are withdrawn, merged or dropped, and stay."""

    name = "never_deleted"
    when = pgtrigger.Before
    operation = pgtrigger.Delete
    func = ""

    def get_func(self, model: Any) -> str:
        return ""

    def render_execute(self, model: Any) -> str:
        return "audit_refuse_change('')"


class Rule(_Trigger):
    """A rule of the desk that the database itself holds; `func` is its PL/pgSQL body."""

    sql_class = RuleTriggerSql


def refuse(message: str, *, when: str) -> str:
    """PL/pgSQL that refuses with `message` if `when` holds."""
    text = message.replace("'", "''").replace("%", "%%")
    return f"IF {when} THEN RAISE EXCEPTION '{text}' USING ERRCODE = 'restrict_violation'; END IF;"
