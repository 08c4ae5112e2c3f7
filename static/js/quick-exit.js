// Leaves at once, and leaves this page out of the browser's history as far as it allows.
const exit = document.querySelector("[data-quick-exit]");

function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  window.location.replace(exit.href);
}

if (exit) {
  exit.addEventListener("click", leave);
  let presses = 0;
  document.addEventListener("keydown", (event) => {
    presses = event.key === "Escape" ? presses + 1 : 0;
    if (presses === 3) leave(event);
  });
}
