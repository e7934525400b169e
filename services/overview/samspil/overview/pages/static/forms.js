// A form that is on its way is sent once, and says so; without this it is one act by its id.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".download")) return; // it is answered with a file, and the page stays
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  const button = event.submitter;
  if (!form.matches(".act") || !button) return;
  button.dataset.label = button.textContent;
  button.textContent = form.dataset.busy ?? "Gemmer …";
  button.setAttribute("aria-busy", "true");
});
// Also when the browser comes back to a page that it kept.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-label]")) {
    button.textContent = button.dataset.label;
    button.removeAttribute("data-label");
    button.removeAttribute("aria-busy");
  }
});

// What is folded is printed, too.
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details:not([open])")) {
    one.open = true;
    addEventListener("afterprint", () => (one.open = false), { once: true });
  }
});
