// The page is right without this: it only says so when the page does not, or no longer, renew itself.
const PATIENCE = 15000; // milliseconds until the first connection

let connected = false;
let stale = false;

const tell = () => {
  document.getElementById("lost").hidden = false;
};

for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => {
    if (event.detail?.ctx?.response?.raw?.status === 401) location.reload();
    stale ||= event.target.id === "view";
    tell();
  });
}
document.addEventListener("htmx:sse:error", tell);
document.addEventListener("htmx:after:swap", () => {
  stale = false;
});
document.addEventListener("htmx:sse:after:connection", () => {
  connected = true;
  document.getElementById("lost").hidden = !stale;
});
setTimeout(() => connected || tell(), PATIENCE);
