// Text: figures as chips that are whole or not there, and the page beside the form, drawn again at each pause.
const CHIP = /〔[^〔〕\n]+：[^〔〕\n]*〕|〔[^〔〕\n]+〕/g;
const PAUSE = 150; // ms without a key before the page is drawn again
let last = null, waiting = 0, asked = 0;

const form = () => document.querySelector("form[data-draft]");
const shows = () => document.querySelector("form.shows");
const frame = () => document.querySelector("#frame iframe");
const areas = () => [...document.querySelectorAll("textarea[data-chips]")];

// Behind each field lies the same text, of which only the grounds of chips are seen.
const back = (area) => {
  let ground = area.previousElementSibling;
  if (!ground?.matches(".ground")) {
    ground = document.createElement("div");
    ground.className = `ground ${area.className}`;
    ground.lang = area.lang;
    ground.setAttribute("aria-hidden", "true");
    area.before(ground);
    area.parentElement.classList.add("with-ground");
  }
  ground.replaceChildren();
  let at = 0;
  for (const chip of area.value.matchAll(CHIP)) {
    const mark = document.createElement("mark");
    mark.textContent = chip[0];
    ground.append(area.value.slice(at, chip.index), mark);
    at = chip.index + chip[0].length;
  }
  ground.append(`${area.value.slice(at)}\u200b`);
};

const around = (area, start, end) => {
  for (const chip of area.value.matchAll(CHIP)) {
    const first = chip.index, after = first + chip[0].length;
    if (start < after && end > first && !(start === end && (start === first || start === after))) return [first, after];
  }
  return null;
};

// What would change a part of a chip takes the whole of it: it goes, or the words stand behind it.
document.addEventListener("beforeinput", (event) => {
  const area = event.target;
  if (!area.matches?.("textarea[data-chips]")) return;
  let { selectionStart: start, selectionEnd: end } = area;
  const removes = event.inputType.startsWith("delete");
  if (removes && start === end) {
    if (event.inputType.includes("Forward")) end += 1;
    else start = Math.max(start - 1, 0);
  }
  const chip = around(area, start, end);
  if (!chip) return;
  if (removes || area.selectionStart !== area.selectionEnd) area.setSelectionRange(Math.min(chip[0], start), Math.max(chip[1], end));
  else area.setSelectionRange(chip[1], chip[1]);
});

document.addEventListener("selectionchange", () => {
  const area = document.activeElement;
  if (area?.matches?.("textarea[data-chips]")) last = { area, start: area.selectionStart, end: area.selectionEnd };
});

const redraw = async () => {
  const mine = ++asked;
  const chosen = new FormData(shows()), size = chosen.get("size"), language = chosen.get("language");
  const body = new FormData(form());
  body.append("language", language);
  body.append("shows", size === "paper" ? "flyer" : frame().dataset.name);
  const answer = await fetch(form().dataset.draft, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const inner = frame().contentDocument;
  if (!inner?.body) return;
  const { scrollTop } = inner.documentElement;
  inner.body.replaceWith(inner.importNode(page.body, true));
  inner.documentElement.scrollTop = scrollTop;
  frame().dataset.drawn = String(mine);
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(redraw, PAUSE);
};

const choose = () => {
  const chosen = new FormData(shows()), size = chosen.get("size"), language = chosen.get("language").toLowerCase();
  document.querySelector("#frame").className = `frame ${size}`;
  const address = frame().getAttribute(`data-${size === "paper" ? "flyer" : "page"}-${language}`);
  if (frame().getAttribute("src") !== address) {
    frame().setAttribute("src", address);
    frame().addEventListener("load", soon, { once: true });
  }
};

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-chips]")) {
    back(event.target);
    if (!event.isComposing) soon();
  }
});
document.addEventListener("compositionend", (event) => { if (event.target.matches?.("textarea[data-chips]")) soon(); });
document.addEventListener("change", (event) => { if (event.target.closest("form.shows")) choose(); });

// The list of figures: opened by its button or Ctrl+K, narrowed by what is typed, taken into the field that was left.
const dialog = () => document.querySelector("dialog#chips");
const open = () => {
  if (!last?.area.isConnected) last = areas().length ? { area: areas()[0], start: 0, end: 0 } : null;
  if (last) dialog().showModal();
};
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-chips]")) open();
  const chip = event.target.closest("dialog#chips .list button");
  if (!chip || !last) return;
  const text = chip.getAttribute(`data-${last.area.lang.toLowerCase()}`);
  const inside = around(last.area, last.start, last.end);
  dialog().addEventListener("close", () => {
    last.area.focus();
    last.area.setRangeText(text, inside ? inside[1] : last.start, inside ? inside[1] : last.end, "end");
    last.area.dispatchEvent(new Event("input", { bubbles: true }));
  }, { once: true });
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); open(); }
  if (event.key === "Enter" && event.target.id === "chips-find") {
    event.preventDefault();
    dialog().querySelector(".list button:not([hidden])")?.click();
  }
});
document.addEventListener("input", (event) => {
  if (event.target.id !== "chips-find") return;
  const said = event.target.value.normalize("NFKC").toLowerCase().split(/\s+/);
  for (const chip of dialog().querySelectorAll(".list button")) {
    const name = chip.dataset.name.normalize("NFKC").toLowerCase();
    chip.hidden = !said.every((word) => name.includes(word));
  }
  for (const group of dialog().querySelectorAll("fieldset")) group.hidden = !group.querySelector("button:not([hidden])");
});

const ready = () => areas().forEach(back);
document.addEventListener("desk:shown", ready);
ready();
