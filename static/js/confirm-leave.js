// Asks before leaving a form marked data-confirm-leave whose text would be lost, and one marked
// data-held, which has what was sent and could not be taken, until it is sent once more.
// It asks too while what was sent by a button is still on its way: leaving would break it off.
const unsaved = new Set();
const onTheWay = new Set();
const sent = new WeakSet();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-confirm-leave]");
  if (form && !event.isKept) unsaved.add(form); // autosave.js keeps the rest
});
document.addEventListener("submit", (event) => {
  unsaved.delete(event.target);
  sent.add(event.target);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("form[data-confirm-leave]")) onTheWay.add(event.target);
});
document.addEventListener("htmx:afterRequest", (event) => {
  onTheWay.delete(event.target);
  if (event.detail.successful) unsaved.delete(event.target.closest("form"));
});
window.addEventListener("beforeunload", (event) => {
  const held = [...document.querySelectorAll("form[data-held]")].some((form) => !sent.has(form));
  if (held || [...unsaved, ...onTheWay].some((form) => form.isConnected)) event.preventDefault();
});
