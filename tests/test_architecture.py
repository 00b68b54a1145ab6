"""The rules of DESIGN.md that can be read off the code: what imports what, and what stands where."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "factcheck"

#: The flow, from upstream to downstream; pages that compose stages come last.
STAGES = ["sources", "documents", "passages", "claims", "evidence", "discussion", "verdicts", "reports", "desk"]
#: Beneath every stage; these import none.
BENEATH = {"audit", "accounts", "notifications", "search", "web", "database"}
#: Modules of the project itself, which put the apps together.
TOP = {"settings", "urls", "wsgi"}

#: Modules that hold no Django: plain values in and out, no database, no settings, no clock.
#: (Words for people are looked up by gettext, which is a function from text to text.)
PURE = [
    "accounts/moves.py",
    "audit/summary.py",
    "database/partial_dates.py",
    "database/month_names.py",
    "documents/containers/*.py",
    "documents/extraction/*.py",
    "documents/web/addresses.py",
    "documents/web/normal_url*.py",
    "documents/web/target.py",
    "documents/web/warc_record.py",
    "claims/earlier/feed.py",
    "claims/earlier/rows.py",
    "claims/earlier/table.py",
    "claims/matching/scoring.py",
    "claims/matching/spoken.py",
    "search/scoring.py",
    "search/words.py",
    "passages/names.py",
    "passages/prose.py",
    "passages/segments.py",
    "evidence/independence.py",
    "evidence/suggesting/cues.py",
    "evidence/suggesting/denial.py",
    "evidence/suggesting/likeness.py",
    "evidence/suggesting/quantities.py",
    "evidence/suggesting/reasons.py",
    "claims/states.py",
    "discussion/mentions.py",
    "discussion/prose.py",
    "verdicts/edits.py",
    "verdicts/policy/catalogue.py",
    "verdicts/policy/consistency.py",
    "verdicts/policy/facts.py",
    "verdicts/policy/judging.py",
    "verdicts/references.py",
    "verdicts/states.py",
    "reports/claimreview.py",
    "reports/data.py",
    "reports/tables.py",
    "web/words.py",
]
TRANSLATION = "django.utils.translation"
CLOCKS = {"now", "today", "utcnow"}

#: Names by which upstream objects lead to downstream ones. The value is the stage that owns them.
REVERSE_NAMES = {
    "passages": {"documents"},
    "appearances": {"claims"},
    "evidence": {"evidence"},
    "kept": {"evidence"},
    "searches": {"evidence"},
    "enquiries": {"evidence"},
    "threads": {"discussion"},
    "verdicts": {"verdicts"},
    "publication": {"reports"},
}
#: Places where such a name is something else.
NOT_A_RELATION = {("documents/extraction/mail.py", "parts"), ("documents/extraction/mail_parts.py", "parts")}

MAX_LINES = 400
#: Long because they hold data, not logic.
DATA_MODULES = {"web/icons.py"}

LOOKUP_METHODS = {
    *("filter", "exclude", "get", "values", "values_list", "order_by", "annotate", "aggregate", "alias"),
    *("select_related", "prefetch_related", "only", "defer", "distinct", "update", "F", "Q", "Prefetch"),
    *("Count", "Max", "Min", "Sum", "Exists", "OuterRef"),
}


@dataclass(frozen=True)
class Module:
    """A parsed module; `name` is its path within the package."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.name)

    @property
    def app(self) -> str:
        return self.name.split("/")[0].removesuffix(".py")

    @property
    def package(self) -> list[str]:
        return ["factcheck", *self.name.split("/")[:-1]]


@cache
def modules() -> list[Module]:
    return [
        Module(str(path.relative_to(PACKAGE)), path.read_text())
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imported_names(module: Module) -> Iterator[str]:
    """Dotted names of all imports, wherever in the module they stand, with `from` names appended."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.package[: len(module.package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__", "get_model"}:
            yield from _named_in_call(node)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _named_in_call(node: ast.Call) -> Iterator[str]:
    """What `import_module("factcheck.x")` and `apps.get_model("x", "Y")` name."""
    texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if texts:
        is_model = _called(node) == "get_model" and not texts[0].startswith("factcheck.")
        yield f"factcheck.{texts[0]}" if is_model else texts[0]


def imported_apps(module: Module) -> set[str]:
    parts = (name.split(".") for name in imported_names(module))
    return {part[1] for part in parts if part[0] == "factcheck" and len(part) > 1 and part[1] != "__version__"}


def allowed_apps(app: str) -> set[str]:
    if app in TOP:
        return {*STAGES, *BENEATH, *TOP}
    if app in STAGES:
        return BENEATH | set(STAGES[: STAGES.index(app) + 1])
    return BENEATH


def wrong_imports(module: Module) -> set[str]:
    return imported_apps(module) - allowed_apps(module.app)


def attributes_and_lookups(module: Module) -> Iterator[str]:
    """Names that may follow a relation: attributes read, and the parts of strings and keywords in lookups."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            # `factcheck.evidence.x` in an import is no attribute; `self.kept = ...` is the object's own.
            if not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}):
                yield node.attr
        elif isinstance(node, ast.Call) and _called(node) in LOOKUP_METHODS:
            for part in node.args:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield from part.value.lstrip("-").split("__")
            for keyword in node.keywords:
                yield from (keyword.arg or "").split("__")


def downstream_relations(module: Module) -> set[str]:
    """Names by which a stage reaches for what only a stage further down may know."""
    if module.app not in STAGES:
        return set()
    found = set(attributes_and_lookups(module))
    position = STAGES.index(module.app)
    return {
        name
        for name, owners in related_names().items()
        if name in found
        and (module.name, name) not in NOT_A_RELATION
        and all(STAGES.index(owner) > position for owner in owners)
    }


@cache
def related_names() -> dict[str, set[str]]:
    """Every `related_name` declared in a stage's models, and the stages that declare it."""
    found: dict[str, set[str]] = {}
    for stage in STAGES:
        for path in [*(PACKAGE / stage).glob("models.py"), *(PACKAGE / stage).glob("models/*.py")]:
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.keyword)
                    and node.arg == "related_name"
                    and isinstance(node.value, ast.Constant)
                    and not str(node.value.value).endswith("+")
                ):
                    found.setdefault(str(node.value.value), set()).add(stage)
    return found


def each(predicate: Callable[[Module], bool] = lambda module: True):
    """One test over all such modules, that names each which breaks the rule.

    A test for each module and rule would be thousands, whose reports cost more than what they check.
    """

    def over_all(rule: Callable[[Module], None]) -> Callable[[], None]:
        def test() -> None:
            found = [module for module in modules() if predicate(module)]
            assert found
            assert {module.name: broken for module in found if (broken := _broken(rule, module))} == {}

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return over_all


def _broken(rule: Callable[[Module], None], module: Module) -> str:
    try:
        rule(module)
    except AssertionError as error:
        return str(error)
    return ""


# --- the flow ------------------------------------------------------------------------------------------------


@each()
def test_a_module_imports_only_upstream_and_what_lies_beneath(module):
    assert wrong_imports(module) == set()


@each(lambda module: module.app in STAGES)
def test_a_stage_follows_no_relation_downstream(module):
    assert downstream_relations(module) == set()


def test_the_names_that_lead_downstream_are_read_from_the_models():
    found = related_names()
    assert {"evidence", "kept", "appearances", "verdicts", "publication"} <= found.keys()
    assert found["publication"] == {"reports"}


def test_every_app_has_its_place():
    apps = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    assert apps <= {*STAGES, *BENEATH}
    assert set(STAGES) <= apps


def test_the_apps_are_installed_in_the_order_of_the_flow():
    from django.conf import settings

    ours = [name.removeprefix("factcheck.") for name in settings.INSTALLED_APPS if name.startswith("factcheck.")]
    assert [name for name in ours if name in STAGES] == STAGES
    assert ours.index("sources") > max(ours.index(name) for name in ours if name in BENEATH)


@pytest.mark.parametrize(
    "source",
    [
        "from factcheck.verdicts.models import Verdict",
        "import factcheck.verdicts.models",
        "from factcheck import verdicts",
        "from factcheck.verdicts import models as hidden",
        "def later():\n    from factcheck.verdicts.models import Verdict\n    return Verdict",
        "from ..verdicts import models",
        "from ..verdicts.models import Verdict",
        "if TYPE_CHECKING:\n    from factcheck.verdicts.models import Verdict",
        "import importlib\nimportlib.import_module('factcheck.verdicts.models')",
        "apps.get_model('verdicts', 'Verdict')",
        "apps.get_model('verdicts.Verdict')",
    ],
)
@pytest.mark.parametrize("name", ["claims/actions.py", "audit/history.py", "web/views.py"])
def test_a_deliberately_wrong_import_is_caught(source, name):
    assert wrong_imports(Module(name, source)) == {"verdicts"}


def test_an_import_upstream_is_no_error():
    source = "from factcheck.claims.models import Claim\nfrom factcheck.audit.context import acting"
    assert wrong_imports(Module("evidence/actions.py", source)) == set()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("claims/views.py", "claim.verdicts.first()"),
        ("documents/models.py", "self.filter(passages__evidence__isnull=False)"),
        ("claims/models.py", "Claim.objects.prefetch_related('evidence')"),
        ("passages/models.py", "Count('appearances')"),
        ("verdicts/actions.py", "verdict.publication"),
    ],
)
def test_a_deliberate_step_downstream_is_caught(name, source):
    assert downstream_relations(Module(name, source)) != set()


# --- what a file never holds -----------------------------------------------------------------------------------


def methods_of_classes(module: Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield from ((node.name, part.name) for part in node.body if isinstance(part, ast.FunctionDef))


@each(lambda module: "models" in module.name or module.name.startswith("database/"))
def test_models_do_not_override_save_or_delete(module):
    found = {(owner, name) for owner, name in methods_of_classes(module) if name in {"save", "delete"}}
    assert found == set()


@each()
def test_nobody_uses_signals(module):
    assert [name for name in imported_names(module) if "signals" in name.split(".") or name.endswith("receiver")] == []


@each(lambda module: module.name.endswith("/actions.py") or "/actions/" in module.name)
def test_actions_know_no_request_and_make_no_html(module):
    names = {node.arg for node in ast.walk(module.tree) if isinstance(node, ast.arg)}
    names |= {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    assert "request" not in names
    forbidden = ("django.http", "django.shortcuts", "django.template", "django.utils.html")
    assert [name for name in imported_names(module) if name.startswith(forbidden)] == []


@each(lambda module: module.name.endswith("/actions.py"))
def test_actions_take_keywords_only(module):
    # `ensure_claimant(name)` takes the one thing that it ensures.
    positional = {
        node.name
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "ensure_"))
        for name in node.decorator_list
        if ast.unparse(name).endswith("atomic") and (node.args.args or node.args.posonlyargs)
    }
    assert positional == set()


@each(lambda module: "/views" in f"/{module.name}")
def test_views_are_functions(module):
    classes = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any("View" in ast.unparse(base) for base in node.bases)
    ]
    assert [node.name for node in classes] == []
    assert not any(name.startswith("django.views.generic") for name in imported_names(module))


@each(lambda module: any(Path(module.name).match(pattern) for pattern in PURE))
def test_pure_modules_know_no_django_and_no_clock(module):
    names = [name for name in imported_names(module) if name.split(".")[0] == "django"]
    assert [name for name in names if not name.startswith(TRANSLATION)] == []
    calls = {_called(node) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
    assert calls & CLOCKS == set()
    # Nor by way of a module of ours that does.
    assert [name for name in imported_names(module) if ".models" in name] == []


def test_the_list_of_pure_modules_names_files_that_exist():
    assert [pattern for pattern in PURE if not list(PACKAGE.glob(pattern))] == []


@each(lambda module: module.name not in DATA_MODULES)
def test_no_module_grows_beyond_what_one_can_read(module):
    assert len(module.source.splitlines()) <= MAX_LINES


# --- templates ---------------------------------------------------------------------------------------------------


def test_a_stage_with_pages_has_a_folder_of_templates():
    with_views = {module.app for module in modules() if "/views" in module.name and module.app not in {"web"}}
    assert [app for app in sorted(with_views) if not (ROOT / "templates" / app).is_dir()] == []


def test_every_folder_of_templates_belongs_to_an_app_or_a_library():
    libraries = {"account", "allauth", "mfa", "usersessions", "admin", "components", "socialaccount", "django"}
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert folders <= {*STAGES, *BENEATH, *libraries}


def test_no_template_holds_style_or_script_of_its_own():
    """The Content-Security-Policy would block it."""
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text().lower()
        if " style=" in text or "<style" in text or " onclick=" in text or "javascript:" in text:
            wrong.append(path.name)
        if "<script" in text.replace('<script type="module" src=', "").replace("<script src=", ""):
            wrong.append(path.name)
    assert wrong == []


def test_nothing_overrides_what_was_promised_with_a_later_migration():
    """One clean first migration for each app, until the first release."""
    later = [str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("*/migrations/0002*.py")]
    # The tables of the sign-in library are made by its own migrations, so their triggers come after.
    assert later == ["accounts/migrations/0002_audit_sign_in.py"]
