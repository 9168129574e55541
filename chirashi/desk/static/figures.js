// Figures: sums worked out while one types, and blocks of cells pasted from Excel, shown before they are taken.
const PAUSE = 120; // ms without a key before what was typed is checked
let waiting = 0, asked = 0;

const form = () => document.querySelector("form[data-check]");
const amounts = () => [...form().querySelectorAll("input.amount")];
const changed = () => amounts().filter((input) => input.value !== form().elements[`was:${input.name}`].value);
const post = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return fetch(address, { method: "POST", body });
};

const tell = (place, text) => {
  if (!place) return;
  place.textContent = text ?? "";
  place.hidden = !text;
};

const check = async () => {
  const mine = ++asked;
  const answer = await post(form().dataset.check, changed().map((input) => [input.name, input.value])).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const { sums, wrong, differ } = await answer.json();
  for (const sum of document.querySelectorAll("[data-sum]")) {
    if (sum.dataset.sum in sums) sum.textContent = sums[sum.dataset.sum];
  }
  for (const place of document.querySelectorAll("[data-wrong]")) tell(place, wrong[place.dataset.wrong]);
  for (const place of document.querySelectorAll("[data-differ]")) {
    tell(place, wrong[`printed.${place.dataset.differ}`] ?? differ[place.dataset.differ]);
  }
  for (const input of amounts()) {
    const bare = input.name.replace(/^printed\./, "");
    input.toggleAttribute("data-changed", input.value !== form().elements[`was:${input.name}`].value);
    if (input.name in wrong || (input.name !== bare && bare in differ)) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  document.dispatchEvent(new Event("desk:checked"));
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE);
};

document.addEventListener("input", (event) => {
  if (event.target.matches("input.amount") && !event.isComposing) soon();
});
document.addEventListener("compositionend", (event) => { if (event.target.matches?.("input.amount")) soon(); });

// One cell is pasted as it is; a block opens the dialogue, which says what it would change.
document.addEventListener("paste", async (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!event.target.matches?.("input.amount") || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const at = event.target;
  const answer = await post(form().dataset.paste, [["at", at.name], ["text", text]]);
  if (!answer.ok) return;
  const dialog = document.querySelector("dialog#paste");
  dialog.innerHTML = "";
  dialog.append(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  dialog.onclose = () => {
    if (dialog.returnValue === "take") {
      for (const cell of dialog.querySelectorAll("[data-for]")) {
        const input = form().elements[cell.dataset.for];
        input.value = cell.dataset.value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    at.focus();
  };
  dialog.returnValue = "";
  dialog.showModal();
});

// As in Excel, the arrow keys and Enter lead up and down a column.
document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!step || event.isComposing || !event.target.matches("input.amount")) return;
  const cell = event.target.closest("td"), row = cell.parentElement, rows = [...row.closest("tbody").rows];
  const fromEnd = row.cells.length - cell.cellIndex;
  const there = rows[rows.indexOf(row) + step];
  const next = there?.cells[there.cells.length - fromEnd]?.querySelector("input.amount");
  if (next) { event.preventDefault(); next.focus(); next.select(); }
});
