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

/** Below the term, or above it where there is more room; within the window and never upon the term: what does not
    fit is scrolled. A term may stand on two lines: below is then below the second. */
function place(term) {
  const lines = [...term.getClientRects()], edge = 8, gap = edge; // the ring of focus lies in the gap
  const first = lines[0], last = lines.at(-1);
  card.style.maxHeight = "";
  const { width, height } = card.getBoundingClientRect();
  const above = first.top - gap - edge, under = innerHeight - last.bottom - gap - edge;
  const below = height <= under || under >= above;
  const tall = Math.min(height, below ? under : above);
  card.style.maxHeight = `${tall}px`;
  card.style.left = `${Math.max(edge, Math.min(first.left, document.documentElement.clientWidth - width - edge))}px`;
  card.style.top = `${below ? last.bottom + gap : first.top - gap - tall}px`;
}

/** A card goes where its term goes, and closes once the term has left the window. */
function follow() {
  const lines = [...owner.getClientRects()];
  if (lines.at(-1).bottom <= 0 || lines[0].top >= innerHeight) hide(card.contains(document.activeElement));
  else place(owner);
}

function hide(back = false) {
  clearTimeout(timer);
  const last = owner;
  owner?.setAttribute("aria-expanded", "false");
  owner = null;
  card?.remove();
  card = null;
  if (back) last?.focus({ preventScroll: true }); // who scrolls away is not called back
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
  addEventListener("scroll", () => card && follow(), { passive: true });
  addEventListener("resize", () => card && follow(), { passive: true });
}
