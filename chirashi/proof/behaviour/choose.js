/* Chooses by what is written beside each choice, as a reader does, and gives what the page then says.
   `acts` are choices: the text of each question with the text to take, the number, what to compare with. */
async (acts) => {
  const form = document.querySelector("form.chooser");
  const beside = form.querySelector(".beside");
  /** A text as it is written; that it shows, has been seen. Its pieces apart, without a layout, which innerText would ask for. */
  const plain = (element) => {
    const pieces = [], walk = element && document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walk?.nextNode()) pieces.push(walk.currentNode.data.trim());
    return pieces.filter(Boolean).join("\n");
  };
  const questions = (root) => {
    const found = new Map();
    for (const pick of root.querySelectorAll(".pick")) {
      const name = plain(pick.querySelector("legend, label")), select = pick.querySelector("select");
      const ways = new Map();
      for (const label of pick.querySelectorAll(".places label")) ways.set(plain(label), () => label.click());
      for (const option of select?.options ?? []) ways.set(option.text.trim(), () => {
        select.selectedIndex = option.index;
        select.dispatchEvent(new Event("input", { bubbles: true }));
      });
      found.set(name, ways);
    }
    return found;
  };
  const main = form.querySelector(".choose");
  const rows = Object.fromEntries([...form.querySelectorAll("[data-row]")].map((place) => [place.dataset.row, place]));
  const out = (name) => form.querySelector(`[data-out="${name}"]`);
  if (!acts) {
    const other = beside ? (beside.open = true, questions(beside)) : new Map();
    const listed = (map) => [...map].map(([name, ways]) => [name, [...ways.keys()]]);
    const found = { asks: listed(questions(main)), others: listed(other), rows: Object.keys(rows), counts: form.elements.n !== undefined };
    if (beside) beside.open = false;
    return found;
  }
  const said = [];
  const asked = questions(main);
  for (const { takes, number, others } of acts) {
    const lost = [];
    for (const [name, text] of takes) {
      const way = asked.get(name)?.get(text);
      if (way) way();
      else lost.push(text);
    }
    if (form.elements.n && number !== null) {
      form.elements.n.value = number;
      form.elements.n.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (others) {
      beside.open = true;
      await new Promise((resolve) => setTimeout(resolve));
      for (const [name, text] of others) questions(beside).get(name)?.get(text)?.();
    }
    const mail = document.querySelector("a[data-mail]"), fax = form.querySelector("a[data-carry]");
    said.push({
      lost, of: plain(out("of")), answer: plain(out("answer")), each: plain(out("each")), up: plain(out("up")), down: plain(out("down")),
      wrong: plain(out("wrong")), beside: others ? plain(out("beside")) : "", hash: location.hash, mail: mail?.href ?? "", fax: fax?.hash ?? "",
      rows: Object.fromEntries(Object.entries(rows).map(([key, place]) => [key, plain(place)])),
    });
    if (others) beside.open = false;
  }
  return said;
}
