// The page is right without this: it only says so when the page no longer renews itself.
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
  document.getElementById("lost").hidden = !stale;
});
