"""How forms look: one field template for the whole house, with the classes of NL Design System."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_BY_TYPE = {
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
    "select": "utrecht-select utrecht-select--html-select",
    "file": "vw-file",
    "hidden": "",
}
_TEXT = "utrecht-textbox utrecht-textbox--html-input"
_AREA = "utrecht-textarea utrecht-textarea--html-textarea"


def _classes(template_name: str, widget: dict[str, Any]) -> str:
    if template_name.endswith("textarea.html"):
        return _AREA
    if template_name.endswith("select.html"):
        return _BY_TYPE["select"]
    kind = str(widget.get("type", "text"))
    return _BY_TYPE.get(kind, _TEXT)


class FormLook(TemplatesSetting):
    """Django's renderer with our templates; every control gets its component's classes here, once."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Renders as Django does, after adding classes to a widget's attributes."""
        widget = context.get("widget")
        # A group (radios, checkboxes, a date in parts) has parts of its own that come by here too.
        if isinstance(widget, dict) and "subwidgets" not in widget and not widget.get("optgroups_only"):
            self._dress(template_name, widget)
        return super().render(template_name, context, request)

    @staticmethod
    def _dress(template_name: str, widget: dict[str, Any]) -> None:
        attrs = widget.setdefault("attrs", {})
        invalid = attrs.get("aria-invalid") == "true"
        classes = [_classes(template_name, widget), str(attrs.get("class", ""))]
        if invalid and classes[0]:
            classes.append(f"{classes[0].split()[0]}--invalid")
        joined = " ".join(part for part in classes if part)
        if joined:
            attrs["class"] = joined
