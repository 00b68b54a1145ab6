"""What people type about themselves, about others, and about the desk."""

import re
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import Desk, User
from factcheck.accounts.roles import Role
from factcheck.web.words import says_something


def _rules() -> str:
    return " ".join(password_validators_help_texts())


_rules_in_words = lazy(_rules, str)  # asked at render, when the language is known


#: Characters: what the column of an address holds; a form's own limit is higher.
MAX_EMAIL = 254


#: Characters that turn around what follows them, on whatever page a name stands.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class NameField(forms.CharField):
    """What a person is called, on every page beside what they do: others can read it, and what stands behind it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if name and (_TURNS.search(name) or not says_something(name)):
            raise forms.ValidationError(_("Write a name that everybody can read."))
        return name


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=MAX_EMAIL)
    name = NameField(label=_("Name"), required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.REVIEWER,
        help_text=_(
            "Viewers read. Reviewers import documents, work on claims and draft verdicts. Editors also approve "
            "and publish. Admins also look after people and settings."
        ),
    )


class PasswordForm(forms.Form):
    """A password for `user`, checked against the rules and against who they are."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_rules_in_words(),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        self.user.name = self.cleaned_data.get("name", self.user.name)
        validate_password(password, self.user)
        return password


class AcceptForm(PasswordForm):
    name = NameField(
        label=_("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Colleagues see it beside what you do."),
    )
    field_order = ["name", "password"]


class NameForm(forms.Form):
    name = NameField(label=_("Name"))


class PersonForm(forms.Form):
    name = NameField(label=_("Name"))
    email = forms.EmailField(label=_("E-mail address"), max_length=MAX_EMAIL, help_text=_("They sign in with it."))
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, help_text=_("A change holds at once, also where they are signed in.")
    )


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    name = NameField(label=_("Name of the desk"), help_text=_("As readers know it."))

    class Meta:
        model = Desk
        fields = ["name", "url", "prints_grades"]
        help_texts = {"url": _("Where readers find you, for example https://desk.example/")}


class _WithoutPlaceholders(forms.Form):
    """allauth repeats each label in the field, where it vanishes while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_WithoutPlaceholders, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Keep me signed in on this device")


class PasswordChangeForm(_WithoutPlaceholders, ChangePasswordForm):
    pass


class FirstPasswordForm(_WithoutPlaceholders, SetPasswordForm):
    pass


class ForgottenPasswordForm(_WithoutPlaceholders, ResetPasswordForm):
    pass


class ResetForm(_WithoutPlaceholders, ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(_WithoutPlaceholders, ReauthenticateForm):
    pass


class CodeForm(_WithoutPlaceholders, AuthenticateForm):
    pass


class ConfirmCodeForm(_WithoutPlaceholders, ReauthenticateByCodeForm):
    pass


class ActivateForm(_WithoutPlaceholders, ActivateTOTPForm):
    pass


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history, with your name."),
    )
