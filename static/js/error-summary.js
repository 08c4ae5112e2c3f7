// Takes the reader to the list of what is wrong, on a page that came back with errors.
const showErrors = (root) => root.querySelector(".error-summary")?.focus();

showErrors(document);
document.addEventListener("htmx:afterSwap", (event) => showErrors(event.target));
