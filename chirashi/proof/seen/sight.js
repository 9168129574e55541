/* What a reader's eye meets on the page as it stands: every text that does not show though it should, or shows
   though it should not, what is drawn beside the text, and what stands out of its place.
   `declared` is what the theme says it hides and draws in this state (theme/seen.toml). */
(declared) => {
  const FAINT = 2, TINY = 4, SLACK = 1.5, FAINTEST = 0.2; // contrast; pixels; opacity
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TITLE"]);
  const EMPTY = /^[\s\u00ad\u200b-\u200d\u2060\ufeff]*$/;
  const OVERRIDES = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const found = [], texts = [];
  const matching = (list) => list.join(", ") || ":not(*)";
  const may = matching(declared.may), must = matching(declared.must), written = matching(declared.written);
  const painted = matching(declared.painted), reordered = matching(declared.reordered);
  const overlaid = matching(declared.across);
  const infos = new Map();
  const all = new CSSStyleSheet();
  all.replaceSync("*, ::before, ::after { pointer-events: auto !important }"); // what lets the pointer through covers all the same
  document.adoptedStyleSheets = [all];

  const name = (element) => {
    const said = element.closest("[data-key]")?.dataset.key ?? element.closest("[id]")?.id ?? "";
    return said || `${element.localName}${element.className && typeof element.className === "string" ? `.${element.className.trim().split(/\s+/).join(".")}` : ""}`;
  };
  const tell = (kind, element, text, more = "") => found.push([kind, text.replace(/\s+/g, " ").trim().slice(0, 80), name(element), more]);

  const colour = (said) => {
    const parts = said.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
    const scale = said.startsWith("color(") ? 255 : 1;
    return parts.length < 3 ? [0, 0, 0, 0] : [parts[0] * scale, parts[1] * scale, parts[2] * scale, parts[3] ?? 1];
  };
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const turned = (cs) => {
    if (cs.rotate !== "none" || cs.scale !== "none") return true;
    if (cs.transform === "none") return false;
    const [a, b, c, d] = cs.transform.startsWith("matrix(") ? colourless(cs.transform) : [0, 1, 1, 0];
    return Math.abs(a - 1) > 0.02 || Math.abs(d - 1) > 0.02 || Math.abs(b) > 0.02 || Math.abs(c) > 0.02;
  };
  const colourless = (said) => said.match(/-?[\d.]+(?:e-?\d+)?/g).map(Number);

  /** What an element and those around it do to the text in it. */
  function info(element) {
    let known = infos.get(element);
    if (known) return known;
    const cs = getComputedStyle(element), parent = element.parentElement && info(element.parentElement);
    const back = colour(cs.backgroundColor);
    known = {
      cs,
      opacity: (parent?.opacity ?? 1) * Number(cs.opacity),
      struck: parent?.struck || cs.textDecorationLine.includes("line-through"),
      turned: parent?.turned || turned(cs) || cs.writingMode !== "horizontal-tb" || cs.direction !== declared.direction
        || /override|plaintext/.test(cs.unicodeBidi),
      veiled: parent?.veiled || cs.filter !== "none" || (cs.maskImage ?? "none") !== "none" || cs.mixBlendMode !== "normal"
        || cs.clipPath !== "none" || (cs.clip !== "auto" && /absolute|fixed/.test(cs.position)),
      ground: back[3] >= 0.99 ? back : over(back, parent?.ground ?? declared.canvas),
      pictured: (cs.backgroundImage !== "none" && !element.matches(painted)) || (back[3] < 0.99 && parent?.pictured),
      clip: parent?.clip ?? null,
      scroller: parent?.scroller ?? null,
    };
    if (/absolute|fixed/.test(cs.position) && cs.position === "fixed") known.clip = known.scroller = null;
    if (`${cs.overflowX} ${cs.overflowY}` !== "visible visible" && element !== document.body && element !== document.documentElement) {
      const box = element.getBoundingClientRect();
      known.clip = meet(known.clip, {
        left: cs.overflowX === "visible" ? -1e9 : /auto|scroll/.test(cs.overflowX) ? -1e9 : box.left,
        right: cs.overflowX === "visible" ? 1e9 : /auto|scroll/.test(cs.overflowX) ? 1e9 : box.right,
        top: /visible|auto|scroll/.test(cs.overflowY) ? -1e9 : box.top,
        bottom: /visible|auto|scroll/.test(cs.overflowY) ? 1e9 : box.bottom,
      });
      if (/auto|scroll/.test(cs.overflowX) && element.scrollWidth > element.clientWidth + 1) known.scroller = element;
    }
    infos.set(element, known);
    return known;
  }
  const meet = (a, b) => !a ? b : {
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
  };

  const range = document.createRange();
  const boxes = (node) => {
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
  };
  const wide = Math.max(document.documentElement.scrollWidth, innerWidth), tall = document.documentElement.scrollHeight;

  /** Why a text does not show as it reads; empty where it does. */
  function fault(node, element, known, rects) {
    const { cs } = known, text = node.data;
    if (!rects.length || !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return "hidden";
    if (known.struck) return "struck";
    if (known.turned || OVERRIDES.test(text)) return "turned";
    if (known.veiled) return "clipped";
    if (known.pictured) return "picture";
    const size = parseFloat(cs.fontSize);
    if (size < TINY || rects[0].height < TINY) return "tiny";
    const fill = colour(cs.webkitTextFillColor);
    if (contrast(over([fill[0], fill[1], fill[2], fill[3] * known.opacity], known.ground), known.ground) < FAINT || cs.backgroundClip === "text") return "faint";
    if (parseFloat(cs.webkitTextStrokeWidth) > 0 || cs.webkitTextSecurity !== "none") return "altered";
    if (cs.textTransform !== "none" || !declared.variants.includes(cs.fontVariant) || cs.fontFeatureSettings !== "normal" || (cs.fontVariantPosition ?? "normal") !== "normal") return "altered";
    const spacing = (parseFloat(cs.letterSpacing) || 0) / size;
    if (spacing < -0.1 || spacing > 0.3 || (parseFloat(cs.wordSpacing) || 0) / size < -0.2) return "altered";
    const { clip } = known, ruby = element.closest("ruby, svg"), home = block(element).getBoundingClientRect();
    for (const box of rects) {
      if (clip && (box.left < clip.left - SLACK || box.right > clip.right + SLACK || (box.top + box.bottom) / 2 < clip.top || (box.top + box.bottom) / 2 > clip.bottom)) return "clipped";
      const middle = (box.left + box.right) / 2;
      if (!ruby && home && (middle < home.left - SLACK || middle > home.right + SLACK || box.bottom < home.top || box.top > home.bottom)) return "moved";
      const x = box.left + scrollX, y = box.top + scrollY;
      if (x + box.width <= 1 || y + box.height <= 1 || (!known.scroller && x >= wide - 1) || y >= tall) return "outside";
    }
    return covered(element, known, rects) ? "covered" : "";
  }

  /** Whether something else is drawn over the middle of a text. */
  function covered(element, { scroller }, rects) {
    let box = rects[0];
    let shift = 0;
    if (scroller) {
      const frame = scroller.getBoundingClientRect();
      const before = scroller.scrollLeft;
      if (box.right > frame.right) scroller.scrollLeft += box.right - frame.right + 2;
      shift = before - scroller.scrollLeft;
    }
    const x = (box.left + box.right) / 2 + shift, y = (box.top + box.bottom) / 2;
    let top = document.elementFromPoint(x, y), hit = false;
    if (top && !element.contains(top) && !(top.contains(element) && getComputedStyle(top).position === "static")) {
      for (top of document.elementsFromPoint(x, y)) {
        if (element.contains(top) || top.contains(element)) break;
        if (across(top, x, y)) continue;
        const cs = getComputedStyle(top);
        const solid = colour(cs.backgroundColor)[3] > 0.3 || cs.backgroundImage !== "none" || /^(img|svg|canvas|video|object|embed|iframe|path|rect|image|circle)$/.test(top.localName);
        if (solid && info(top).opacity > 0.05) {
          hit = true;
          break;
        }
      }
    }
    if (shift) scroller.scrollLeft += shift;
    return hit;
  }

  /** Whether what is met there is no more than the faint sign that is declared to lie across the whole page. */
  function across(top, x, y) {
    const own = top.getBoundingClientRect();
    const within = x >= own.left && x <= own.right && y >= own.top && y <= own.bottom;
    return !within && top.matches(overlaid) && Number(getComputedStyle(top, "::before").opacity) <= FAINTEST;
  }

  function look(root, opened) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement;
      if (SILENT.has(element.localName.toUpperCase()) || EMPTY.test(node.data) || element.closest("rp")) continue;
      const byScript = element.closest(written) !== null;
      if (!opened && !element.closest("rt")) texts.push([node.data, byScript]);
      if (element.closest("option, title, noscript, template")) continue;
      const known = info(element), rects = boxes(node);
      const hideable = element.closest(may), hidden = element.closest(must);
      if (hideable && (!opened || !hideable.contains(root))) continue;
      const why = fault(node, element, known, rects);
      if (hidden) {
        if (!why || why === "struck") tell("shown", element, node.data);
        continue;
      }
      if (why) tell(why, element, node.data);
      else {
        if (last && !element.closest("ruby") && last.block === block(element) && before(rects, last.rects)) tell("order", element, last.node.data + node.data);
        last = { node, rects, block: block(element) };
      }
    }
  }
  const block = (element) => {
    let one = element;
    while (one.parentElement && /^(inline|ruby|contents)/.test(info(one).cs.display) && !/^inline-(block|flex|grid)/.test(info(one).cs.display)) one = one.parentElement;
    return one;
  };
  /** Whether a text begins before the end of what it follows: to its left on the same line, or on a line above. */
  const before = (here, there) => {
    const a = there[there.length - 1], b = here[0];
    const same = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.height, b.height);
    return same ? b.left < a.right - 2 * SLACK : b.bottom <= a.top + SLACK;
  };

  /** Of brothers, whether each stands after the one that it follows. */
  function places() {
    for (const parent of document.body.querySelectorAll("*")) {
      if (parent.childElementCount < 2 || parent.closest("svg, ruby, select, dialog") || parent.matches(reordered)) continue;
      let last = null;
      for (const child of parent.children) {
        if (child.matches(reordered) || /^inline(-|$)|contents|none/.test(info(child).cs.display) && !/inline-(flex|grid|block)/.test(info(child).cs.display)) continue;
        if (/absolute|fixed/.test(info(child).cs.position) || !child.textContent.trim() || info(child).cs.float !== "none") continue;
        if (child.closest(may) || child.closest(must)) continue;
        const box = child.getBoundingClientRect();
        if (box.width < 1 || box.height < 1) continue;
        if (last) {
          const a = last.getBoundingClientRect();
          const above = box.bottom <= a.top + SLACK && box.left < a.right - SLACK;
          const left = box.right <= a.left + SLACK && box.top < a.bottom - SLACK;
          const raised = parent.localName === "dl" && box.top < a.top - SLACK; // what is said of a term stands beside or below it
          if (above || left || raised) tell("order", child, `${last.textContent.trim().slice(0, 30)} → ${child.textContent.trim().slice(0, 30)}`);
        }
        last = child;
      }
    }
  }

  /** The cells of a column stand over one another, under its heading, and those of a row beside one another. */
  function tables() {
    for (const table of document.querySelectorAll("table")) {
      if (table.closest(may) || table.closest(must) || !table.checkVisibility()) continue;
      const columns = [];
      let floor = -Infinity, held = [];
      for (const row of table.rows) {
        let at = 0, edge = -Infinity, top = Infinity;
        for (const cell of row.cells) {
          while (held[at] > 0) held[at++] -= 1;
          const box = cell.getBoundingClientRect();
          if (box.width < 1 || box.height < 1) {
            at += cell.colSpan;
            continue;
          }
          const fixed = info(cell).cs.position === "sticky";
          if (!fixed && box.left < edge - SLACK) tell("order", cell, cell.textContent);
          if (!fixed) edge = box.right;
          top = Math.min(top, box.top);
          const span = cell.colSpan;
          const middle = (box.left + box.right) / 2;
          if (span === 1 && !fixed) {
            columns[at] ??= box;
            if (middle < columns[at].left - SLACK || middle > columns[at].right + SLACK) tell("column", cell, cell.textContent);
          }
          for (let i = 0; i < span; i++) held[at + i] = cell.rowSpan - 1;
          at += span;
        }
        if (top < floor - SLACK) tell("order", row, row.textContent);
        if (top < Infinity) floor = top;
      }
    }
  }

  /** Every element that some rule of a style sheet gives such a part; what no sheet speaks of has none, but for quotations. */
  function bearing(pseudo) {
    const selectors = new Set(pseudo.length < 9 ? ["q"] : []), short = pseudo.slice(1);
    const read = (rules) => {
      for (const rule of rules) {
        for (const one of rule.selectorText?.includes(short) ? parted(rule.selectorText) : []) {
          if (one.includes(short)) selectors.add(rule.parentRule?.selectorText || /[(&]/.test(one) && !CSS.supports(`selector(${one})`) ? "*" : one.replace(pseudo, "").replace(short, "").trim() || "*");
        }
        if (rule.cssRules) read(rule.cssRules);
        if (rule.styleSheet) read(rule.styleSheet.cssRules);
      }
    };
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) read(sheet.cssRules);
    const found = new Set();
    for (const one of selectors) {
      try {
        for (const element of document.body.parentElement.querySelectorAll(one)) found.add(element);
      } catch {
        return document.querySelectorAll("body, body *");
      }
    }
    return found;
  }
  /** The selectors of a list, at the commas that stand in no brackets. */
  const parted = (list) => list.match(/(?:\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)|\[[^\]]*\]|[^,])+/g).map((one) => one.trim());

  /** What is drawn beside the text: generated content, markers, pictures, other letters. */
  function drawn() {
    let told = "";
    for (const pseudo of ["::before", "::after"]) {
      for (const element of bearing(pseudo)) {
        const { content } = getComputedStyle(element, pseudo);
        if (content === "none" || content === "normal" || !element.checkVisibility()) continue;
        if (element.matches(overlaid) && content === `"${element.getAttribute("aria-label")}"`) continue; // what is said there, too
        if (!declared.generated.some(([one, which, sign]) => which === pseudo && content === `"${sign}"` && element.matches(one))) tell("generated", element, content === '""' ? element.textContent : content, pseudo);
      }
    }
    const marked = new Set(bearing("::marker")), lettered = new Set([...bearing("::first-letter"), ...bearing("::first-line")]);
    for (const element of document.body.querySelectorAll("*")) {
      if (SILENT.has(element.localName.toUpperCase()) || element.closest("svg") && element.localName !== "svg") continue;
      if (!element.checkVisibility()) continue;
      const { cs } = info(element);
      if (cs.display === "list-item" && element.localName !== "summary") {
        const plain = element.parentElement?.localName === "ol" ? ["decimal", "none"] : ["disc", "none"];
        const counted = element.parentElement?.localName === "ol" && cs.listStyleType === "decimal";
        const list = element.parentElement;
        const number = counted && (list.reversed || list.start !== 1 && !list.closest(".footnote") || element.hasAttribute("value") || cs.counterIncrement !== "none" && cs.counterIncrement !== "list-item 1" || cs.counterReset !== "none" || cs.counterSet !== "none" || !/^(none|list-item 0)$/.test(info(list).cs.counterReset));
        if (!plain.includes(cs.listStyleType) || cs.listStyleImage !== "none" || number || (marked.has(element) && getComputedStyle(element, "::marker").content !== "normal")) tell("generated", element, element.textContent, "::marker");
      }
      if (`${cs.backgroundImage} ${cs.borderImageSource}`.includes("url(")) tell("picture", element, element.textContent);
      if (element.placeholder && element.checkVisibility()) texts.push([element.placeholder, true]);
      const first = element.firstChild;
      if (lettered.has(element) && first?.nodeType === 3 && first.data.trim() && !/^inline$/.test(cs.display)) {
        const letter = getComputedStyle(element, "::first-letter"), line = getComputedStyle(element, "::first-line");
        if (letter.fontSize !== cs.fontSize || letter.color !== cs.color || line.fontSize !== cs.fontSize || line.color !== cs.color) tell("altered", element, element.textContent, "::first-letter");
      }
      const family = cs.fontFamily;
      if (family !== told && family !== info(element.parentElement).cs.fontFamily && element.textContent.trim()) {
        if (family.split(",").some((one) => !declared.fonts.includes(one.trim().replace(/"/g, "")))) tell("altered", element, element.textContent, (told = family));
      }
    }
    for (const face of document.fonts) tell("altered", document.body, face.family, "@font-face");
    for (const moving of document.getAnimations()) {
      const element = moving.effect?.target;
      if (element && moving.playState !== "finished") tell("moving", element, element.textContent);
    }
  }

  look(document.body, false);
  for (const details of document.body.querySelectorAll("details:not([open])")) {
    if (details.closest(must)) continue;
    details.open = true;
    infos.clear();
    for (const child of details.children) if (child.localName !== "summary") look(child, true);
    details.open = false;
  }
  infos.clear();
  places();
  tables();
  drawn();
  document.adoptedStyleSheets = [];
  return { found, texts };
}
