"""The components of our pages as template tags; `templates/components/README.md` shows them."""

from django import template

register = template.Library()
