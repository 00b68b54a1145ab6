from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.roles import Role, includes
from factcheck.audit.triggers import Audited, NeverDeleted
from factcheck.database.objects import Identified


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def at_least(self, role: Role) -> "UserQuerySet":
        """People whose role includes `role`."""
        return self.filter(role__in=[held for held in Role if includes(held, role)])

    def can_review(self) -> "UserQuerySet":
        """People to whom a claim can be assigned."""
        return self.active().at_least(Role.REVIEWER)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")

    def can_review(self) -> UserQuerySet:
        return self.get_queryset().can_review()


class User(Identified, AbstractBaseUser):
    """A person of the desk. Pages show the name; the audit trail keeps the address."""

    KIND = "U"

    email = models.EmailField(_("e-mail address"))
    name = models.TextField(_("name"))
    role = models.TextField(_("role"), choices=Role, default=Role.VIEWER)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_user_role_known"),
        ]
        triggers = [Audited("U", secret=["password"]), NeverDeleted()]

    def __str__(self) -> str:
        return self.name or self.email

    def has_role(self, role: Role) -> bool:
        return self.is_active and includes(Role(self.role), role)

    # What Django's admin asks of a user. Only admins come in, and there they may do all that it offers.
    @property
    def is_staff(self) -> bool:
        return self.has_role(Role.ADMIN)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class Invitation(Identified):
    """A link that lets somebody make an account with a role. Only the SHA-256 of its token is kept."""

    KIND = "I"

    email = models.EmailField(_("e-mail address"))
    name = models.TextField(_("name"), blank=True)
    role = models.TextField(_("role"), choices=Role)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_made")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        triggers = [Audited("I", parents=["accepted_by_id:U"], secret=["token_sha256"]), NeverDeleted()]

    def __str__(self) -> str:
        return self.email


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the SHA-256 of its token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("one-time sign-in link")
        triggers = [Audited(parents=["user_id:U"], secret=["token_sha256"])]

    def __str__(self) -> str:
        return f"for {self.user}"


class UnsentForm(models.Model):
    """A form that could not be saved when it was sent, since its sender was no longer signed in; theirs alone.

    Not audited: nothing was done yet. It goes when it is sent or thrown away, with what is redacted, or with time.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="unsent_forms")
    #: Derived from the address: what is sent there again takes its place.
    slot = models.CharField(max_length=12)
    path = models.TextField()
    action = models.TextField()
    #: Pairs of name and value, in order.
    fields = models.JSONField(default=list)
    had_files = models.BooleanField(default=False)
    had_decision = models.BooleanField(default=False)
    is_too_long = models.BooleanField(default=False)
    is_sent = models.BooleanField(default=False)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("form that was not saved")
        constraints = [models.UniqueConstraint(fields=["user", "slot"], name="accounts_unsentform_one_per_address")]

    def __str__(self) -> str:
        return self.path


class Desk(Identified):
    """What the desk says of itself in what it publishes. One row."""

    KIND = "M"

    name = models.TextField(_("name of the desk"), default="Fact-check desk")
    url = models.URLField(_("public address"), blank=True, default="")
    prints_grades = models.BooleanField(
        _("print source grades in reports and exports"),
        default=False,
        help_text=_("Grades are the desk's own; printed, they always stand in words."),
    )

    class Meta:
        verbose_name = _("desk")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="accounts_desk_is_one")]
        triggers = [Audited("M"), NeverDeleted()]

    def __str__(self) -> str:
        return self.name
