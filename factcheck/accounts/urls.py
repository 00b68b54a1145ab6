from django.urls import include, path

from factcheck.accounts.views import desk, entry, kept, people, profile

ours = [
    path("invitation/<str:token>/", entry.accept_invitation, name="accept_invitation"),
    path("sign-in/<str:token>/", entry.sign_in, name="sign_in"),
    path("kept/", kept.kept, name="kept"),
    path("kept/send/", kept.send_kept, name="send_kept"),
    path("kept/discard/", kept.discard_kept, name="discard_kept"),
    path("kept/again/", kept.signed_in_again, name="signed_in_again"),
    path("profile/", profile.profile, name="profile"),
    path("profile/password/", profile.new_password, name="new_password"),
    path("profile/sessions/<int:pk>/end/", profile.end_session, name="end_session"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<U:key>/", people.person, name="person"),
    path("people/<U:key>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<U:key>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<U:key>/authenticator-app/", people.switch_off_totp, name="switch_off_totp"),
    path("people/<U:key>/sign-in-link/", people.new_sign_in_link, name="new_sign_in_link"),
    path("invitations/<I:key>/resend/", people.resend_invitation, name="resend_invitation"),
    path("invitations/<I:key>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("desk-settings/", desk.desk_settings, name="desk_settings"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    # Before allauth's own at the same addresses.
    path("accounts/password/reset/", entry.reset_password, name="account_reset_password"),
    path("accounts/email/", profile.email, name="account_email"),
    path("accounts/", include("allauth.urls")),
]
