// The quick add shows its effect while one types; the button that asks for it is only for who has no script.
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
