/* The search of the site: opens its dialog, and shows what find.js finds.

   A page loads only this; the finder, its libraries and the index come when the search is first
   opened. Their addresses stand in the dialog's data, since each file is named by its content. */

const SHOWN = 3; // sections of a page; the rest is told as a number
const dialog = document.getElementById("search");
const opener = document.getElementById("search-open");
const input = document.getElementById("search-words");
const status = document.getElementById("search-status");
const list = document.getElementById("search-found");
const says = dialog.dataset;
const from = (address) => new URL(address, document.baseURI).href;
let loading = null, finder = null;

async function load() {
  const [{ Finder }, { default: MiniSearch }, stems, index] = await Promise.all([
    import(from(says.finder)),
    import(from(says.library)),
    says.stemmer && import(from(says.stemmer)),
    fetch(from(says.index)).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))))),
  ]);
  finder = new Finder(index, MiniSearch, stems?.stemmer);
}

function open() {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  loading ??= load().then(show, () => {
    loading = null; // the next opening tries again
    status.textContent = says.failed;
  });
}

function made(name, ...inside) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}

const marked = (pieces) => pieces.map(([piece, hit]) => (hit ? made("mark", piece) : piece));

function link(address, ...inside) {
  const element = made("a", ...inside);
  element.href = says.base + address;
  return element;
}

function result(page) {
  const asked = page.words; // those that stand on this page
  const item = made("li", link(page.address, ...marked(finder.cut(page.title, page.folded, asked))));
  const held = page.sections.filter(({ words }) => [...words.values()].some((hit) => hit.has("heading") || hit.has("text")));
  if (page.parts) {
    const matched = made("p", says.matched.replace("{parts}", () => page.parts.join(says.joins)));
    matched.className = "found-matched";
    item.append(matched);
    item.className = "partly";
  }
  const shown = page.parts ? 1 : SHOWN;
  for (const { section } of held.slice(0, shown)) {
    if (section.id) {
      const heading = made("p", link(`${page.address}#${encodeURIComponent(section.id)}`, ...marked(finder.cut(section.heading, section.folded.heading, asked))));
      heading.className = "found-section";
      item.append(heading);
    }
    if (section.text) item.append(made("p", ...marked(finder.snippet(section, asked))));
  }
  if (held.length > shown) {
    const more = made("p", says.more.replace("{count}", held.length - shown));
    more.className = "found-more";
    item.append(more);
  }
  return item;
}

/** Every page, for whoever is not understood. */
function anyway({ address, title }) {
  const item = made("li", link(address, title));
  item.className = "anyway";
  return item;
}

function show() {
  if (!finder) return;
  const { asked, pages } = finder.find(input.value);
  const none = asked.length > 0 && !pages.length;
  list.replaceChildren(...(none ? finder.pages.map(anyway) : pages.map(result)));
  dialog.classList.toggle("has-found", list.childElementCount > 0);
  const count = pages.filter((page) => !page.parts).length;
  const found = !count ? says.partly : count === 1 && says.one ? says.one : says.found;
  const said = !asked.length ? "" : none ? says.none : found;
  status.textContent = said.replace("{pages}", count).replace("{words}", () => input.value.trim());
}

function step(event, by) {
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + by];
  if (!stops.includes(document.activeElement) || !next) return;
  event.preventDefault();
  next.focus();
}

opener.hidden = false;
opener.addEventListener("click", open);
input.addEventListener("input", show);
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("li:not(.anyway) > a")?.click(); // the Enter key follows the best result
});
document.getElementById("search-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // the keys are the input method's
  if (event.key === "ArrowDown") step(event, 1);
  else if (event.key === "ArrowUp") step(event, -1);
  else if (event.key === "Escape") { // a search field would first clear itself
    event.preventDefault();
    dialog.close();
  }
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("a")) dialog.close(); // a result may be on this page
});
document.addEventListener("keydown", (event) => {
  // With a modifier: a shortcut of one character alone would have to be one that can be turned off (WCAG 2.1.4)
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
