// A value of a portal's form is copied with one press; without a script it can be selected as a whole.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const words = button.firstChild.textContent;
  button.addEventListener("click", async () => {
    const value = button.parentElement.querySelector(".vw-portals-value");
    try {
      await navigator.clipboard.writeText(value.textContent);
    } catch {
      // The browser does not let us: then it is selected, ready to be copied by hand.
      getSelection().selectAllChildren(value);
      return;
    }
    button.firstChild.textContent = button.dataset.copied;
    setTimeout(() => (button.firstChild.textContent = words), 2500);
  });
}
// A long import goes on by itself, until somebody stops it.
for (const form of document.querySelectorAll("form[data-goes-on]")) {
  setTimeout(() => form.requestSubmit(form.querySelector("button")), 800);
}
