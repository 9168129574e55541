/* The FAX form: marks what the address says was chosen. What is written in stays on this page. */
import { chosen, keepInOtherLanguages, load, read } from "./choice.js";

const form = document.querySelector("main.fax");
const query = new URLSearchParams(location.search);

document.querySelector("[data-print]").addEventListener("click", () => print());
document.querySelector("a[data-carry]").search = location.search;
keepInOtherLanguages();

if (query.size) {
  const { data } = await load(form);
  if (data.chooser && chosen(data, query)) {
    const { places, n } = read(data, query);
    const join = form.querySelector("[data-join]");
    if (join) join.checked = true;
    for (const [axis, key] of Object.entries(places)) {
      const circle = form.querySelector(`input[name="${CSS.escape(axis)}"][value="${CSS.escape(key)}"]`);
      if (circle) circle.checked = true;
    }
    const count = form.querySelector("#fax-n");
    if (count) count.value = n;
  }
}
