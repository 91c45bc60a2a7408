// The quick add shows its effect while one types; the button that asks for it is only for who has no script.
// Removed rather than hidden: the first button of a form is the one that Enter presses.
for (const button of document.querySelectorAll("[data-without-script]")) button.remove();
