"""Pages about the ways into one's own account, and the two links that a mail may carry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.decorators import rate_limit
from allauth.mfa.totp.views import activate_totp as allauth_activate_totp
from allauth.mfa.webauthn.views import add_webauthn as allauth_add_webauthn
from allauth.mfa.webauthn.views import remove_webauthn as allauth_remove_webauthn
from allauth.socialaccount.adapter import get_adapter as social_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from vakwerk.apps.gate import requires
from vakwerk.apps.people import activity, addresses, letters, recovery, refusals, sessions, ways_in
from vakwerk.apps.people.forms import LetterForm
from vakwerk.apps.people.models import Account
from vakwerk.apps.refusal import tell

EVENTS_PER_PAGE = 30
View = Callable[..., HttpResponseBase]


@require_safe
@requires("people.see_account")
def account(request: HttpRequest) -> HttpResponse:
    """All ways in, what they are worth, and one next step."""
    own = _account(request)
    ways = ways_in.ways_in(account=own)
    offered = {one.sub_id: one.name for one in social_adapter().list_providers(request)}
    return render(
        request,
        "people/account.html",
        {
            "ways": ways,
            "connected": [offered.get(one, one) for one in ways.providers],
            "can_connect": bool(offered),
            "must": settings.VAKWERK_STAFF_SECOND_STEP
            and ways_in.must_have_second_step(account=own, on=timezone.localdate()),
            "excused": not settings.VAKWERK_STAFF_SECOND_STEP
            and ways_in.must_have_second_step(account=own, on=timezone.localdate()),
            "recovery": recovery.running(account=own),
            "devices": len(sessions.sessions_of(account=own, current_key=request.session.session_key)),
            "latest": [activity.told(one) for one in activity.events_of(account=own)[:3]],
        },
    )


@require_safe
@requires("people.see_account")
def happenings(request: HttpRequest) -> HttpResponse:
    """Everything that happened to the ways in, latest first."""
    page = Paginator(activity.events_of(account=_account(request)), EVENTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "people/activity.html",
        {"page": page, "happenings": [activity.told(one) for one in page.object_list]},
    )


@require_GET
def to_account(_request: HttpRequest) -> HttpResponse:
    """Older and allauth's own addresses of the page with all ways in."""
    return redirect("people:account")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("people.see_account")
def devices(request: HttpRequest) -> HttpResponseBase:
    """Where one is logged in; a POST logs out everywhere else."""
    own = _account(request)
    if request.method == "POST":
        sessions.end_others(account=own, current_key=request.session.session_key)
        messages.success(request, _("All other devices are logged out."))
        return redirect("usersessions_list")
    found = sessions.sessions_of(account=own, current_key=request.session.session_key)
    return render(request, "usersessions/usersession_list.html", {"devices": found, "others": len(found) > 1})


@require_POST
@requires("people.see_account")
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Logs one other device out."""
    try:
        sessions.end_session(account=_account(request), session_id=session_id)
    except refusals.SessionGone as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("That device is logged out."))
    return redirect("usersessions_list")


@require_POST
@requires("people.see_account")
def stop_own_recovery(request: HttpRequest) -> HttpResponse:
    """The owner is still logged in and wants no recovery."""
    own = _account(request)
    running = recovery.running(account=own)
    if running is not None:
        recovery.cancel(recovery=running, by=own)
        messages.success(
            request, _("The recovery has been stopped. Tell the register if you did not ask for it.")
        )
    return redirect("people:account")


@require_http_methods(["GET", "HEAD", "POST"])
def undo_address(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail to an address that was replaced: take the account back. The link only shows; a press does it."""
    try:
        change = addresses.change_behind(key=key)
        if request.method == "POST":
            addresses.undo_change(key=key)
            return render(request, "people/undo_address.html", {"done": True})
    except (refusals.UndoOver, refusals.AddressTaken) as refusal:
        return render(request, "people/undo_address.html", {"refusal": refusal.message}, status=410)
    return render(request, "people/undo_address.html", {"change": change})


@require_http_methods(["GET", "HEAD", "POST"])
def stop_recovery(request: HttpRequest, key: str) -> HttpResponse:
    """From the notice about a recovery: stop it. The link only shows; a press does it."""
    try:
        found = recovery.recovery_behind(key=key)
        if request.method == "POST":
            recovery.cancel(recovery=found)
            return render(request, "people/stop_recovery.html", {"done": True})
    except refusals.RecoveryOver as refusal:
        return render(request, "people/stop_recovery.html", {"refusal": refusal.message}, status=410)
    return render(request, "people/stop_recovery.html")


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="use_letter")
def use_letter(request: HttpRequest) -> HttpResponse:
    """Logging in for the first time with a letter, or again after everything was lost."""
    form = LetterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with_passkey = "with_passkey" in request.POST
        try:
            own = letters.use_letter(
                login=form.cleaned_data["login"],
                code=form.cleaned_data["code"],
                password=None if with_passkey else form.cleaned_data["password"],
            )
        except refusals.PeopleRefusal as refusal:
            tell(form, refusal)
        else:
            record_authentication(request, own, method="letter")
            target = reverse("mfa_add_webauthn" if with_passkey else "people:account")
            answer: HttpResponse = perform_login(request, Login(user=own, redirect_url=target))
            return answer
    return render(request, "people/use_letter.html", {"form": form}, status=422 if form.errors else 200)


def _address_is_confirmed(view: View) -> View:
    """A second step is only added once the address is known to be one's own.

    Else somebody could make an account with another's address and lock him out of it for good.
    """

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = _account(request)
        if own.email and not EmailAddress.objects.filter(user=own, verified=True).exists():
            messages.error(
                request, _("First confirm your e-mail address: open the link in the mail that we sent there.")
            )
            return redirect("people:account")
        return view(request, *args, **kwargs)

    return login_required(gate)


add_passkey = _address_is_confirmed(allauth_add_webauthn)
activate_app = _address_is_confirmed(allauth_activate_totp)


@requires("people.see_account")
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """allauth's page, unless nobody could log in any more."""
    try:
        ways_in.check_not_last(account=_account(request), without_passkey=pk)
    except refusals.LastWayIn as refusal:
        messages.error(request, refusal.message)
        return redirect("people:account")
    return allauth_remove_webauthn(request, pk=pk)


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # the gate has asked
    return request.user
