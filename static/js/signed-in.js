// On a page that is alike for all, offers what somebody who is signed in can use in place of
// “Sign in”. The mark was left by a page that knows; without a script, signing in leads to the desk.
const isSignedIn = () => document.cookie.split("; ").includes("signed-in=1");

if (isSignedIn()) {
  document.querySelectorAll("a[data-signed-in]").forEach((link) => {
    link.textContent = link.dataset.signedIn;
    link.href = link.dataset.signedInUrl;
  });
}
