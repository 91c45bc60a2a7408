"""Signing up by allauth, through our own action."""

from __future__ import annotations

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import actions, names
from vakwerk.apps.people.models import Account


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth has no types
    """Name, e-mail address and password: no more is needed to begin."""

    given_names = forms.CharField(
        label=_("First name or first names"),
        max_length=names.LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    infix = forms.CharField(
        label=_("Infix"),
        help_text=_("For example “van der”. Leave empty if you have none."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=names.LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    field_order = ("given_names", "infix", "family_name", "email", "password1")

    def clean_given_names(self) -> str:
        """A name must be left after tidying, or the action would refuse."""
        given: str = self.cleaned_data["given_names"]
        if not names.folded(names.tidy(given)):
            raise forms.ValidationError(_("Fill in at least one name."))
        return given

    def save(self, _request: HttpRequest) -> Account:
        """Makes the account with its person and its role."""
        return actions.sign_up(
            email=self.cleaned_data["email"],
            password=self.cleaned_data["password1"],
            given_names=self.cleaned_data["given_names"],
            infix=self.cleaned_data["infix"],
            family_name=self.cleaned_data["family_name"],
            language=(get_language() or "")[:2],
        )
