"""How forms look: one field template for the whole house, with the classes of NL Design System."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_BY_TYPE = {
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "file": "vw-file",
    "hidden": "",
}
_TEXT = "utrecht-textbox utrecht-textbox--html-input"
_BY_TEMPLATE = {
    "textarea.html": "utrecht-textarea utrecht-textarea--html-textarea",
    "select.html": "utrecht-select utrecht-select--html-select",
    # Groups: their options carry the classes, in templates of our own.
    "radio.html": "",
    "checkbox_select.html": "",
}


class FormLook(TemplatesSetting):
    """Django's renderer with our templates; every control gets its component's classes here, once."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Renders as Django does, after adding classes to the attributes of a control and its parts."""
        widget = context.get("widget")
        if isinstance(widget, dict):
            for part in widget.get("subwidgets", [widget]):
                _dress(part)
        rendered: str = super().render(template_name, context, request)
        return rendered


def _dress(widget: dict[str, Any]) -> None:
    attrs = widget.setdefault("attrs", {})
    # A placeholder looks like an answer and goes away when it is needed; labels and help texts stay.
    attrs.pop("placeholder", None)
    template = str(widget.get("template_name", "")).rsplit("/", 1)[-1]
    own = _BY_TEMPLATE.get(template)
    if own is None:
        own = _BY_TYPE.get(str(widget.get("type", "text")), _TEXT)
    classes = [own, str(attrs.get("class", ""))]
    if own and attrs.get("aria-invalid") == "true":
        classes.append(f"{own.split()[0]}--invalid")
    joined = " ".join(part for part in classes if part)
    if joined:
        attrs["class"] = joined
