// The page is right without this: it only says so when the page does not, or no longer, renew itself.
const PATIENCE = 15000; // milliseconds until the first connection

let connected = false;
let stale = false;

const tell = () => {
  document.getElementById("lost").hidden = false;
};

const statusOf = (event) => event.detail?.ctx?.response?.raw?.status;

for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => {
    const status = statusOf(event);
    if (status === 401) location.reload();
    const gone = document.getElementById("form-changed");
    if (status === 409 && gone) {
      gone.hidden = false; // the form is offered no more
      return;
    }
    stale ||= event.target.id === "view";
    tell();
  });
}
document.addEventListener("htmx:sse:error", tell);

// A card whose form is in use keeps what it shows, and so what the form acts on; the rest is renewed.
const cards = () => document.querySelectorAll("#view section[id]");
const written = (form) =>
  [...form.elements].some((field) => field.type !== "hidden" && field.value !== field.defaultValue && field.name);
const inUse = (card) =>
  card.matches(":focus-within, :hover") || [...card.querySelectorAll("form")].some(written);
let before = new Map();

document.addEventListener("htmx:before:swap", (event) => {
  if (event.target.id !== "view") return;
  before = new Map([...cards()].map((card) => [card.id, card.textContent]));
  for (const card of document.querySelectorAll("#view [data-version]")) {
    card.toggleAttribute("data-in-use", card.hasAttribute("data-written") || inUse(card));
  }
});
document.addEventListener("htmx:after:swap", (event) => {
  if (statusOf(event) >= 400) return; // nothing was swapped
  stale = false;
  const view = document.getElementById("view");
  const overtaken = (card) => (card.dataset.version ?? null) !== view.getAttribute(`data-version-${card.id}`);
  for (const card of document.querySelectorAll("#view [data-version]")) {
    card.querySelector(".alert").hidden = !overtaken(card);
  }
  const changed = [...cards()].filter((card) => before.get(card.id) !== card.textContent || overtaken(card));
  const names = changed.map((card) => card.querySelector("h2").textContent).join(", ");
  const time = new Date().toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" });
  if (names) document.getElementById("renewed").textContent = `Ændret kl. ${time}: ${names}.`;
});
document.addEventListener("htmx:sse:after:connection", () => {
  connected = true;
  document.getElementById("lost").hidden = !stale;
});
setTimeout(() => connected || tell(), PATIENCE);
