/* Asking for the material: where the address holds a choice, the page says it and its links take it along. */
import { carry, chosen, fill, load, read, said } from "./choice.js";
import { held, keep } from "./place.js";

const place = document.querySelector(".ask[data-tables]");

async function tell() {
  const query = held();
  if (!query.size) return;
  const { data, words } = await load(place);
  if (!data.chooser || !chosen(data, query)) return;
  const choice = read(data, query);
  place.querySelector("[data-out=chosen]").textContent = fill(words.chosen, { choice: said(data, words, choice) });
  keep(query);
  carry(data, words, choice);
}

if (place) {
  tell();
  addEventListener("hashchange", tell);
}
