/* The price chooser: asks by the form that the build wrote, answers from the table file. */
import { answer, carry, chosen, counted, fill, language, load, money, number, pieces, price, read, said, shown, write } from "./choice.js";
import { LEAST, MOST } from "./choice.js";
import { held, keep } from "./place.js";

const form = document.querySelector("form.chooser");
const out = Object.fromEntries([...form.querySelectorAll("[data-out]")].map((place) => [place.dataset.out, place]));
const beside = form.querySelector(".beside");
const UNKNOWN = "–";

const make = (tag, text, ...inside) => {
  const element = document.createElement(tag);
  element.append(...(text === "" ? [] : [text]), ...inside);
  return element;
};
const named = (name, element) => Object.assign(element, { className: name });
const amount = (text) => named("amount", make("span", text)); // stands on one line

start().catch(() => {
  form.replaceChildren(make("p", JSON.parse(form.dataset.words).failed));
});

async function start() {
  const { data, words } = await load(form);
  const controls = form.elements;
  const main = data.chooser.main ?? data.chooser.asks[0].axis;
  const along = Object.keys(data.axes[main].places);
  let decided = false; // whether somebody said what to compare with
  let remembered = "";

  recall(held());
  form.addEventListener("input", ({ target }) => {
    decided ||= target.name.startsWith("other.");
    update(true);
  });
  beside.addEventListener("toggle", () => {
    if (beside.open && !decided) show(next(asked("")), "other.");
    update(remembered || beside.open);
  });
  addEventListener("hashchange", () => held().size && String(held()) !== remembered && recall(held()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.classList.add("ready");

  /** The form as an address says it. */
  function recall(query) {
    const choice = read(data, query);
    show(choice, "");
    if (controls.n) controls.n.value = choice.n;
    if (controls.table) controls.table.value = choice.table;
    decided = [...query.keys()].some((key) => key.startsWith("other."));
    show(decided ? read(data, query, "other.") : next(choice), "other.");
    if (decided) beside.open = true;
    if (chosen(data, query)) keep(query);
    remembered = chosen(data, query) ? String(query) : "";
    update();
  }

  function show(choice, before) {
    for (const { axis } of data.chooser.asks) controls[before + axis].value = choice.places[axis] ?? "";
  }

  /** What to compare a choice with at first: one place up, or else one down. */
  function next(choice) {
    const at = along.indexOf(choice.places[main]);
    return { ...choice, places: { ...choice.places, [main]: along[at + 1] ?? along[at - 1] ?? along[at] } };
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
      if (wrong) controls.n.setAttribute("aria-invalid", "true");
      else controls.n.removeAttribute("aria-invalid");
      set(out.wrong, wrong ? fill(words.count_wrong, { least: LEAST, most: MOST }) : "");
      if (wrong && remember) out.wrong.scrollIntoView({ block: "nearest" }); // the answer may stand over it
    }
    const choice = wrong ? null : asked("");
    const against = wrong ? null : { ...asked("other."), n: choice.n, table: choice.table };
    if (choice) tell(choice, against);
    else blank();
    if (remember) {
      const query = choice ? write(data, choice) : new URLSearchParams();
      if (choice && beside.open) write(data, against, query, "other.");
      remembered = String(query);
      keep(query);
    }
    carry(data, words, choice);
  }

  function tell(choice, against) {
    const cost = price(data, choice);
    set(out.of, fill(words.of, { choice: said(data, words, choice) }));
    set(out.answer, ...(cost.all === null ? [fill(words.refused, { choice: said(data, words, choice, false) })] : answer(words, cost, amount)));
    if (out.each) set(out.each, ...paid(cost.each, cost));
    for (const row of data.rows) setRow(row, value(row, choice), choice.places[row.axis] !== undefined);
    if (out.up) {
      step(out.up, choice, cost, 1);
      step(out.down, choice, cost, -1);
    }
    if (beside.open) compare(choice, cost, against);
  }

  /** Nothing is known of a number that cannot be: what was said of another one goes. */
  function blank() {
    set(out.of);
    set(out.answer, UNKNOWN);
    if (out.each) set(out.each, UNKNOWN);
    for (const row of data.rows) setRow(row, UNKNOWN, false);
    for (const place of [out.up, out.down, out.beside]) place?.replaceChildren();
  }

  function setRow({ key }, text, based) {
    const place = form.querySelector(`[data-row="${CSS.escape(key)}"]`);
    set(place, text);
    if (place?.nextElementSibling) place.nextElementSibling.hidden = !based; // of what the limit is
  }

  function value(row, choice) {
    const text = shown(words, row, choice);
    return row.amounts[choice.places[row.axis]] ? amount(text) : text;
  }

  function paid(each, { all }) {
    return [all === null ? words.refused_short : amount(money(words, each))];
  }

  /** One place up or down the main axis: its price, the difference, what changes. */
  function step(box, choice, cost, by) {
    const there = { ...choice, places: { ...choice.places, [main]: along[along.indexOf(choice.places[main]) + by] } };
    if (there.places[main] === undefined || choice.places[main] === undefined) {
      box.replaceChildren(named("to", make("p", by > 0 ? words.last : words.first)));
      return;
    }
    const then = price(data, there);
    const changes = data.rows
      .filter((row) => row.axis === main && shown(words, row, choice) !== shown(words, row, there))
      .map((row) => make("li", `${row.name[language]} `, value(row, choice), " → ", value(row, there)));
    const known = cost.all !== null && then.all !== null;
    box.replaceChildren(
      named("to", make("p", fill(by > 0 ? words.step_up : words.step_down, { name: data.axes[main].places[there.places[main]][language] }))),
      named("by", make("p", "", make("strong", "", ...paid(then.all, then)), ...(known ? [" ", amount(difference(cost.all, then.all))] : []))),
      named("changes", make("ul", "", ...(changes.length ? changes : [make("li", words.unchanged)]))),
    );
  }

  function difference(before, after) {
    if (before === after) return words.same_price;
    return fill(after > before ? words.more : words.less, { amount: money(words, Math.abs(after - before)) });
  }

  /** Two choices side by side, only what differs; prices first. */
  function compare(one, cost, other) {
    const then = price(data, other);
    const lines = [];
    if (cost.each !== then.each) lines.push([words.each[cost.paid?.per] ?? "", paid(cost.each, cost), paid(then.each, then)]);
    if (data.chooser.counted && one.n > 1 && cost.all !== then.all) {
      lines.push([fill(words.in_all, { count: counted(data, words, one.n) }), paid(cost.all, cost), paid(then.all, then)]);
    }
    for (const row of data.rows) {
      if (shown(words, row, one) !== shown(words, row, other)) lines.push([row.name[language], [value(row, one)], [value(row, other)]]);
    }
    if (!lines.length) {
      out.beside.replaceChildren(make("p", words.no_difference));
      return;
    }
    const head = (text, scope) => Object.assign(make("th", text), { scope });
    const heads = [words.differ_in, said(data, words, one, false), said(data, words, other, false)];
    out.beside.replaceChildren(make(
      "table",
      "",
      make("caption", words.differences),
      make("thead", "", make("tr", "", ...heads.map((text) => head(text, "col")))),
      make("tbody", "", ...lines.map(([name, a, b]) => make("tr", "", head(name, "row"), make("td", "", ...a), make("td", "", ...b)))),
    ));
  }
}

/** What has not changed is left alone, so that it is not read aloud again. */
function set(place, ...inside) {
  const text = inside.map((piece) => piece.textContent ?? piece).join("");
  if (place && place.textContent !== text) place.replaceChildren(...inside);
}
