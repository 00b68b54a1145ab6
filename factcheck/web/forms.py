"""How forms look: one renderer for all, so that no form says it again."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """`{{ form }}` gives the summary of errors, then each field: label, help, field, error.

    A form with `show_optional = False` leaves out "(optional)": lists of filters do.
    """

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
