/* The price chooser: asks by the form that the build wrote, answers from the table file. */
import { answered, carry, chosen, counted, fill, load, money, number, price, read, said, shown, write } from "./choice.js";
import { LEAST, MOST } from "./choice.js";

const form = document.querySelector("form.chooser");
const out = Object.fromEntries([...form.querySelectorAll("[data-out]")].map((place) => [place.dataset.out, place]));
const beside = form.querySelector(".beside");

const make = (tag, text, ...inside) => {
  const element = document.createElement(tag);
  element.append(...(text === "" ? [] : [text]), ...inside);
  return element;
};

start().catch(() => {
  form.replaceChildren(make("p", JSON.parse(form.dataset.words).failed));
});

async function start() {
  const { data, words } = await load(form);
  const query = new URLSearchParams(location.search);
  const controls = form.elements;
  const first = read(data, query);
  const all = Object.keys(data.axes[data.chooser.main ?? data.chooser.asks[0].axis].places);

  show(first, "");
  const other = read(data, query, "other.");
  if (![...query.keys()].some((key) => key.startsWith("other."))) {
    const main = data.chooser.main ?? data.chooser.asks[0].axis;
    other.places = { ...first.places, [main]: all[all.indexOf(first.places[main]) + 1] ?? all[0] };
  } else beside.open = true;
  show(other, "other.");
  if (controls.n) controls.n.value = first.n;
  if (controls.table) controls.table.value = first.table;
  update();
  form.addEventListener("input", () => update(true));
  beside.addEventListener("toggle", () => update(chosen(data, new URLSearchParams(location.search)) || beside.open));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.classList.add("ready");

  function show(choice, before) {
    for (const { axis } of data.chooser.asks) controls[before + axis].value = choice.places[axis] ?? "";
  }

  function asked(before) {
    const said = new URLSearchParams();
    for (const { axis } of data.chooser.asks) said.set(axis, controls[before + axis].value);
    if (controls.table) said.set("table", controls.table.value);
    if (controls.n) said.set("n", controls.n.value);
    return read(data, said);
  }

  function update(remember = false) {
    const wrong = controls.n && number(controls.n.value) === null;
    if (controls.n) {
      controls.n.toggleAttribute("aria-invalid", wrong);
      if (wrong) controls.n.setAttribute("aria-invalid", "true");
      out.wrong.textContent = wrong ? fill(words.count_wrong, { least: LEAST, most: MOST }) : "";
    }
    if (wrong) {
      set(out.of, "");
      set(out.answer, "–");
      return;
    }
    const choice = asked("");
    const cost = price(data, choice);
    set(out.of, fill(words.of, { choice: said(data, words, choice) }));
    set(out.answer, cost.all === null ? fill(words.refused, { choice: said(data, words, choice, false) }) : answered(words, cost));
    if (out.each) set(out.each, cost.all === null ? words.refused_short : money(words, cost.each));
    for (const row of data.rows) set(form.querySelector(`[data-row="${CSS.escape(row.key)}"]`), shown(words, row, choice));
    if (out.up) {
      step(out.up, choice, cost, 1);
      step(out.down, choice, cost, -1);
    }
    const against = { ...asked("other."), n: choice.n, table: choice.table };
    if (beside.open) compare(choice, cost, against);
    if (remember) {
      const query = write(data, choice);
      if (beside.open) write(data, against, query, "other.");
      history.replaceState(null, "", `?${query}${location.hash}`);
    }
    carry(data, words, choice);
  }

  /** One place up or down the main axis: its price, the difference, what changes. */
  function step(box, choice, cost, by) {
    const axis = data.chooser.main;
    const places = Object.keys(data.axes[axis].places);
    const next = places[places.indexOf(choice.places[axis]) + by];
    if (next === undefined || choice.places[axis] === undefined) {
      box.replaceChildren(para("to", by > 0 ? words.last : words.first));
      return;
    }
    const there = { ...choice, places: { ...choice.places, [axis]: next } };
    const then = price(data, there);
    const name = data.axes[axis].places[next][document.documentElement.lang];
    const changes = data.rows
      .filter((row) => row.axis === axis && shown(words, row, choice) !== shown(words, row, there))
      .map((row) => make("li", `${row.name[document.documentElement.lang]} ${shown(words, row, choice)} → ${shown(words, row, there)}`));
    const list = make("ul", "", ...(changes.length ? changes : [make("li", words.unchanged)]));
    list.className = "changes";
    const known = cost.all !== null && then.all !== null;
    box.replaceChildren(
      para("to", fill(by > 0 ? words.step_up : words.step_down, { name })),
      para("by", make("strong", then.all === null ? words.refused_short : money(words, then.all)), known ? ` ${difference(cost.all, then.all)}` : ""),
      list,
    );
  }

  function difference(before, after) {
    if (before === after) return words.same_price;
    return fill(after > before ? words.more : words.less, { amount: money(words, Math.abs(after - before)) });
  }

  /** Two choices side by side, only what differs; prices first. */
  function compare(one, cost, other) {
    const then = price(data, other);
    const value = (each) => (each === null ? words.refused_short : money(words, each));
    const prices = [[words.each[cost.paid?.per] ?? "", Number.isInteger(cost.each) ? cost.each : null, Number.isInteger(then.each) ? then.each : null]];
    if (data.chooser.counted && one.n > 1) {
      prices.push([fill(words.in_all, { count: counted(data, words, one.n) }), cost.all, then.all]);
    }
    const lines = prices.filter(([, a, b]) => a !== b).map(([name, a, b]) => [name, value(a), value(b)]);
    for (const row of data.rows) {
      const [a, b] = [shown(words, row, one), shown(words, row, other)];
      if (a !== b) lines.push([row.name[document.documentElement.lang], a, b]);
    }
    if (!lines.length) {
      out.beside.replaceChildren(make("p", words.no_difference));
      return;
    }
    const head = (text, scope) => Object.assign(make("th", text), { scope });
    const table = make(
      "table",
      "",
      make("thead", "", make("tr", "", head(words.differ_in, "col"), head(said(data, words, one, false), "col"), head(said(data, words, other, false), "col"))),
      make("tbody", "", ...lines.map(([name, a, b]) => make("tr", "", head(name, "row"), make("td", a), make("td", b)))),
    );
    out.beside.replaceChildren(table);
  }
}

function set(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

function para(name, ...inside) {
  const element = make("p", "", ...inside);
  element.className = name;
  return element;
}
