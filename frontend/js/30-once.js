// A form that was sent is not sent twice by an impatient second press; after some seconds it may be, for
// the network may have failed or the answer may have been a file.
const PATIENCE = 4000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const again = () => delete form.dataset.sent;
  setTimeout(again, PATIENCE);
  form.addEventListener("htmx:afterRequest", again, { once: true });
});
