// After a form came back: bring the reader to the list of what is wrong.
function showErrors(root) {
  const summary = root.querySelector("[data-errors]");
  if (summary) summary.focus();
}
showErrors(document);
document.addEventListener("htmx:afterSwap", (event) => showErrors(event.target));
