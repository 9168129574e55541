/* What stands after # in an address: a place on the page, and what was chosen on this visit, as in
   #totals&plans=C&n=3. Only the browser sees it: no request says it, and so no server's record holds it.
   Links to other pages take the choice along; those to the other languages, the place as well. */

const PAGES = "a[href]:not([data-carry], .term, .former a, .past a, .languages a)";
const LANGUAGES = ".languages a[href]";

const parts = (hash) => {
  const said = hash.replace(/^#/, "").split("&").filter(Boolean);
  const those = (wanted) => said.filter((part) => part.includes("=") === wanted).join("&");
  return { anchor: those(false), choice: those(true) };
};
const joined = (anchor, choice) => [anchor, choice].filter(Boolean).join("&");
let kept = parts(location.hash).choice; // as it stands in the address
let settled = null; // the hash that this script has dealt with

/** What the address says was chosen; addresses from earlier years of the site say it after ?. */
export const held = () => new URLSearchParams(kept || location.search);

/** Puts a choice into the address and into the links; an empty one takes it out of them. */
export function keep(choice) {
  kept = String(choice);
  settle("");
}

function settle(search) {
  const said = joined(parts(location.hash).anchor, kept);
  const address = location.pathname + search + (said && `#${said}`);
  if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
  settled = location.hash;
  for (const link of document.querySelectorAll(`${PAGES}, ${LANGUAGES}`)) take(link);
}

function take(link) {
  const other = link.matches(LANGUAGES);
  if (!other && !(link.matches(PAGES) && leads(link))) return;
  const said = other ? location.hash : joined(parts(link.hash).anchor, kept);
  if (link.hash.replace("#", "") !== said.replace("#", "")) link.hash = said;
}

/** Whether a link leads to another page of the site, not to a file. */
const leads = ({ origin, pathname }) =>
  origin === location.origin && pathname !== location.pathname && /(\/|\.html)$/.test(pathname);

/** A browser finds no place by itself where a choice follows it; where one has been read before, it knows how far. */
function arrive(first) {
  if (location.hash === settled) return;
  const { anchor, choice } = parts(location.hash);
  const again = first && ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
  if (choice) kept = choice;
  if (anchor && choice && !again) location.replace(`#${anchor}`);
  settle(location.search);
}

arrive(true);
addEventListener("hashchange", () => arrive(false));
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]");
  if (link) take(link); // one that came later, as what a search found does
}, { capture: true });
