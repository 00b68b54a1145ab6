"""How forms look: one renderer for all, so that no form says it again."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.forms.renderers import TemplatesSetting
from django.utils.text import capfirst

type Choices = list[tuple[str, str]]


def capitalised(choices: type[TextChoices]) -> Callable[[], Choices]:
    """Labels that stand in sentences elsewhere, as a list offers them: in the reader's language when it is shown."""
    return lambda: [(value, capfirst(str(label))) for value, label in choices.choices]


class FormRenderer(TemplatesSetting):
    """`{{ form }}` gives the summary of errors, then each field: label, help, field, error.

    A form with `show_optional = False` leaves out "(optional)": lists of filters do.
    """

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
