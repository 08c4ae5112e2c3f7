// Asks before leaving a form marked data-confirm-leave whose text would be lost.
const unsaved = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-confirm-leave]");
  if (form && !event.isKept) unsaved.add(form); // autosave.js keeps the rest
});
document.addEventListener("submit", (event) => unsaved.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unsaved.delete(event.target.closest("form"));
});
window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
