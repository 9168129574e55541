/* Asking for the material: where the address holds a choice, the page says it and its links take it along. */
import { carry, chosen, fill, load, read, said } from "./choice.js";

const query = new URLSearchParams(location.search);
const place = document.querySelector(".ask[data-tables]");

if (place && query.size) {
  const { data, words } = await load(place);
  if (data.chooser && chosen(data, query)) {
    const choice = read(data, query);
    place.querySelector("[data-out=chosen]").textContent = fill(words.chosen, { choice: said(data, words, choice) });
    carry(data, words, choice);
  }
}
