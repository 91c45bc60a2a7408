// A slider says its value in words while it is moved, before the server has answered; heard as well as seen.
const form = document.querySelector("[data-what-if]");
if (form) {
  const language = document.documentElement.lang;
  form.addEventListener("input", (event) => {
    const slider = event.target;
    if (slider.type !== "range") return;
    const amount = slider.value / slider.dataset.size;
    const unit = amount === 1 ? slider.dataset.one : slider.dataset.many;
    const words = `${new Intl.NumberFormat(language).format(amount)} ${unit}`;
    slider.setAttribute("aria-valuetext", words);
    const shown = document.querySelector(`#${slider.id}-value [data-value]`);
    if (shown) shown.textContent = words;
  });
}

// The link to exactly this, copied with one press; it comes anew with every answer.
const showCopy = () => {
  for (const button of document.querySelectorAll("[data-copy-link]")) button.hidden = false;
};
showCopy();
document.addEventListener("htmx:afterSettle", showCopy);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-link]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copyLink);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // The browser does not let us: it is selected, ready to be copied by hand.
  }
  const words = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = words), 2500);
});
