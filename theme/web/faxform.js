/* The FAX form: marks what the address says was chosen. What is written in stays on this page. */
import { carry, chosen, load, read } from "./choice.js";
import { held, keep } from "./place.js";

const form = document.querySelector("main.fax");
let marked = ""; // what the address said; what was changed by hand since then stands

document.querySelector("[data-print]").addEventListener("click", () => print());

async function mark() {
  const query = held();
  if (!query.size || String(query) === marked) return;
  const { data, words } = await load(form);
  if (!data.chooser || !chosen(data, query)) return;
  const choice = read(data, query);
  const join = form.querySelector("[data-join]");
  if (join) join.checked = true;
  for (const { axis } of data.chooser.asks) {
    const circle = form.querySelector(`input[name="${CSS.escape(axis)}"][value="${CSS.escape(choice.places[axis] ?? "")}"]`);
    if (circle) circle.checked = true;
  }
  const count = form.querySelector("#fax-n");
  if (count) count.value = choice.n;
  keep(query);
  carry(data, words, choice);
  marked = String(held());
}

mark();
addEventListener("hashchange", mark);
