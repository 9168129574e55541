/* Terms explained where they stand: pointing at one, touching it or pressing Enter on it opens what the
   glossary says. Without this script, or without popovers, they are links to the glossary. */

const more = document.querySelector("script[data-glossary]").dataset.glossary;
const pages = new Map(); // address of a glossary: its page, fetched once
const SHOW = 150, HIDE = 300; // ms: a pointer that only passes opens nothing; one on its way to the card keeps it
let card = null, owner = null, timer = 0;

function glossary(address) {
  if (!pages.has(address)) {
    const page = fetch(address).then(async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html"));
    pages.set(address, page);
  }
  return pages.get(address);
}

/** The paragraphs under a term's heading, as text. */
async function meaning(term) {
  const url = new URL(term.href);
  const page = await glossary(url.origin + url.pathname);
  const found = [];
  for (let next = page.getElementById(url.hash.slice(1))?.nextElementSibling; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) {
    found.push(next.textContent.trim());
  }
  return found;
}

async function show(term, focus) {
  clearTimeout(timer);
  if (owner === term) return focus && card.focus({ preventScroll: true });
  const said = await meaning(term).catch(() => []);
  if (!said.length) return focus && location.assign(term.href);
  hide();
  const link = Object.assign(document.createElement("a"), { href: term.href, textContent: more });
  const name = Object.assign(document.createElement("strong"), { textContent: term.textContent });
  card = Object.assign(document.createElement("span"), { className: "meaning", popover: "manual", tabIndex: -1 });
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", term.textContent);
  const text = said.map((paragraph) => Object.assign(document.createElement("span"), { textContent: paragraph }));
  card.append(name, ...text, link);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", later);
  term.after(card);
  card.showPopover();
  place(term);
  owner = term;
  term.setAttribute("aria-expanded", "true");
  if (focus) card.focus({ preventScroll: true });
}

/** Below the term, or above it where there is no room; within the window. */
function place(term) {
  const at = term.getClientRects()[0], own = card.getBoundingClientRect(), edge = 8;
  const below = at.bottom + edge + own.height <= innerHeight;
  card.style.left = `${Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - own.width - edge))}px`;
  card.style.top = `${below ? at.bottom + edge / 2 : Math.max(edge, at.top - own.height - edge / 2)}px`;
}

function hide(back = false) {
  clearTimeout(timer);
  const last = owner;
  owner?.setAttribute("aria-expanded", "false");
  owner = null;
  card?.remove();
  card = null;
  if (back) last?.focus();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(hide, HIDE);
}

if ("popover" in HTMLElement.prototype) {
  for (const term of document.querySelectorAll("a.term")) {
    term.setAttribute("role", "button");
    term.setAttribute("aria-haspopup", "dialog");
    term.setAttribute("aria-expanded", "false");
    term.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(term, true);
    });
    term.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      show(term, true);
    });
    term.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(timer);
      timer = setTimeout(show, SHOW, term, false);
    });
    term.addEventListener("pointerleave", later);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && card && hide(card.contains(document.activeElement)));
  document.addEventListener("pointerdown", (event) => card && !card.contains(event.target) && event.target !== owner && hide());
  document.addEventListener("focusin", (event) => card && !card.contains(event.target) && event.target !== owner && hide());
  addEventListener("scroll", () => card && hide(card.contains(document.activeElement)), { passive: true });
}
