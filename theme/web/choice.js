/* A choice of plan, option and number: how it is written into an address, what the tables answer to it,
   and how it is said. No words and no figures here: words come from the page, figures from the table file. */

export const language = document.documentElement.lang;
let plural = null; // made when first asked: it is slow on a phone

/** The tables and the page's words, for an element that names both. */
export async function load(element) {
  const answer = await fetch(element.dataset.tables);
  if (!answer.ok) throw new Error(`${answer.status} ${element.dataset.tables}`);
  return { data: await answer.json(), words: JSON.parse(element.dataset.words) };
}

/** A pattern with its {…} filled, piece by piece: by elements as well as by words. */
export const pieces = (pattern, parts) =>
  pattern.split(/(\{\w+\})/).map((piece) => (piece.startsWith("{") ? parts[piece.slice(1, -1)] ?? piece : piece)).filter((piece) => piece !== "");
export const fill = (pattern, parts) => pieces(pattern, parts).join("");
export const money = (words, amount) =>
  fill(words.money, { amount: String(amount).replace(/\B(?=(\d{3})+$)/g, ",") });

/** Whether an address holds a choice at all. */
export const chosen = (data, query) => data.chooser.asks.some(({ axis }) => query.has(axis)) || query.has("n");

/** The choice of an address; what it does not say, or says of no place there is, is as at the beginning. */
export function read(data, query, before = "") {
  const places = {};
  for (const { axis, optional } of data.chooser.asks) {
    const known = data.axes[axis].places;
    const said = query.get(before + axis);
    if (said && Object.hasOwn(known, said)) places[axis] = said;
    else if (!optional) places[axis] = Object.keys(known)[0];
  }
  const table = data.chooser.tables.includes(query.get("table")) ? query.get("table") : data.chooser.tables[0];
  return { places, table, n: number(query.get("n") ?? "1") ?? 1 };
}

/** A whole number within what the page works out, or null. */
export const LEAST = 1, MOST = 99;
export function number(said) {
  const found = /^\d{1,2}$/.test(said.normalize("NFKC").trim()) ? Number(said.normalize("NFKC")) : NaN;
  return found >= LEAST && found <= MOST ? found : null;
}

export function write(data, choice, query = new URLSearchParams(), before = "") {
  for (const { axis } of data.chooser.asks) if (choice.places[axis]) query.set(before + axis, choice.places[axis]);
  if (!before && data.chooser.kinds) query.set("table", choice.table);
  if (!before && data.chooser.counted) query.set("n", choice.n);
  return query;
}

/** What a choice costs: for one in `each`, for all in `all`; null where it is not offered. */
export function price(data, { places, table, n }) {
  const asked = Object.keys(places);
  const key = data.chooser.kinds
    ? table
    : data.chooser.tables.find((name) => {
        const axes = data.tables[name].axes;
        return axes.length === asked.length && axes.every((axis) => axis in places);
      });
  const found = data.tables[key];
  const each = found?.cells[found.axes.map((axis) => places[axis]).join(".")];
  const by = data.chooser.counted ? n : 1;
  return { paid: found?.paid, each: Number.isInteger(each) ? each : null, all: Number.isInteger(each) ? each * by : null };
}

export const counted = (data, words, n) => {
  const forms = words.counted[data.chooser.counted];
  if (Object.keys(forms).length > 1) plural ??= new Intl.PluralRules(language);
  return fill(forms[plural?.select(n)] ?? forms.other, { number: n });
};

/** A choice in words, without the number where none is asked. */
export function said(data, words, { places, n }, withNumber = true) {
  const names = data.chooser.asks
    .filter(({ axis }) => places[axis])
    .map(({ axis }) => data.axes[axis].places[places[axis]][language]);
  const joined = names.reduce((one, other) => fill(words.list, { one, other }));
  if (!withNumber || !data.chooser.counted) return joined;
  return fill(words.choice, { places: joined, count: counted(data, words, n) });
}

/** What a choice costs in words, as pieces; `amount` makes the amount something of its own. */
export function answer(words, { paid, all }, amount = String) {
  return all === null ? [words.refused_short] : pieces(words.answer, { every: words.every[paid.every], total: amount(money(words, all)) });
}

/** What a row of the tables says of a choice. */
export const shown = (words, row, { places }) =>
  places[row.axis] === undefined ? words.without : row.shown[language][places[row.axis]];

/** Lets what asks for the material take a choice along: the form in its address, the draft in its text.
    Without one both ask in general, as they did before the script ran. */
export function carry(data, words, choice) {
  for (const link of document.querySelectorAll("a[data-carry]")) link.hash = choice ? write(data, choice) : "";
  for (const link of document.querySelectorAll("a[data-mail]")) {
    link.dataset.general ??= link.href;
    link.href = choice ? link.dataset.general.replace(/&body=.*$/, `&body=${encodeURIComponent(letter(link))}`) : link.dataset.general;
  }

  function letter(link) {
    const text = `${said(data, words, choice)} ${answer(words, price(data, choice)).join("")}`;
    return fill(link.dataset.mail, { choice: text }).replaceAll("\n", "\r\n");
  }
}
