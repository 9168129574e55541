/* Finds words in the pages of one language. It knows no page and no dialog: search.js shows what it finds.

   Where a language is written without spaces, a word is found wherever its characters stand in the
   text: an index of single characters and pairs proposes sections, and the folded text of each
   decides, so that pairs that only stand near each other are no hit. Elsewhere a word is found by
   its beginning and by its stem, and a single letter only right after the word before it. What an edition names as the same is asked for together. */

const UNSPACED = ["ja", "zh", "th", "lo", "km", "my"];
const FIELDS = ["title", "heading", "text", "readings"]; // readings of words that a reader may write in kana
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const ONE = /[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu; // a character with the marks upon it
const SAME = new Map([
  ..."ぁあぃいぅうぇえぉおゎわゕかゖか".matchAll(/(.)(.)/gu), // ウィルス, ウイルス; 3ヶ月, 3か月
  ..."‐-‑-‒-–-—-―-−-〜~‘'’'“\"”\"".matchAll(/(.)(.)/gu),
].map(([, from, to]) => [from, to]));

const BREAKS = /[\s、。，．・：；？！?!「」『』（）()…]+/u;
const NEAR = 0.3; // of the best page's worth, below which a page is not worth showing
const LONGEST = 24; // letters of a part of a sentence
const WEIGHT = { title: 2, heading: 1.6, text: 1, readings: 1 };
// Words that make a question of what is asked for, those that join the rest, and endings in hiragana: they tell nothing
const QUESTION = new Set(`is are was were do does did can could may might will would shall should have has i me my we us our you your what who
  whom which whose when where why how need want get got tell know`.split(/\s+/));
const JOINS = new Set(`a an the of for to in on at by be been am it its they them their this that these those much many and or if with from as
  about into between any some there here had like please somebody someone something anything`.split(/\s+/));
const ENDING = /です|ます|ました|ません|まし|ください|でき|あり|いる|した|する|れる|れた|たい|なる|なり|って|けれ|ため|よう|こと|もの|とき|ところ|どう|どの|どこ|いつ|だれ|なに|について|まで|から|より|ばよ|らい|らえ/;
const VAGUE = new Set(["場合", "方法", "内容", "可能", "必要", "自分", "具体的"]);
const PARTICLE = /[のをがはにでともへや]/;

/** A text as it is compared: width, case, kana, dashes and spaces made one.
 *  `at[i]` is where the i-th of its characters began in the text as written. */
export function fold(written) {
  const found = [];
  for (const { 0: one, index } of written.matchAll(ONE)) {
    for (const part of one.normalize("NFKC").toLowerCase()) found.push([part, index, kind(part)]);
  }
  let run = 0; // kana of one kind so far
  const kept = found.filter(([part, , of], i) => {
    const before = found[i - 1], after = found[i + 1];
    run = of === "mark" ? run && run + 1 : of && before && (of === before[2] || before[2] === "mark") ? run + 1 : Number(Boolean(of));
    if (of === "none") return false;
    // サーバー, サーバ: at the end of a word of three sounds or more, the long vowel is not compared
    if (of === "mark") return run <= 3 || (after && (after[2] === "mark" || after[2] === before[2]));
    if (part === ",") return !(before && /\d/.test(before[0]) && /^\d{3}/.test(found.slice(i + 1, i + 4).map((n) => n[0]).join("")));
    if (part === " ") return !(before && CJK.test(before[0])) && !(after && CJK.test(after[0]));
    return true;
  });
  const text = [], at = [];
  kept.forEach(([part, index], i) => {
    let same = /[\u30a1-\u30f6\u30fd\u30fe]/.test(part) ? String.fromCharCode(part.charCodeAt(0) - 0x60) : part;
    if (same === "け" && /\d/.test(kept[i - 1]?.[0]) && /[月所国]/.test(kept[i + 1]?.[0])) same = "か";
    same = SAME.get(same) ?? same;
    text.push(same);
    for (const _ of same.split("")) at.push(index);
  });
  at.push(written.length);
  return { text: text.join(""), at };
}

function kind(part) {
  if (part === "ー") return "mark";
  if (/[\u30a1-\u30fa]/.test(part)) return "katakana";
  if (/[\u3041-\u3096]/.test(part)) return "hiragana";
  return /[\u00ad\u200b-\u200d\u2060\ufeff]/.test(part) ? "none" : "";
}

const script = (sign) => (/[ァ-ヺー]/u.test(sign) ? "katakana" : /[ぁ-ゖ]/u.test(sign) ? "hiragana" : /[a-z0-9]/iu.test(sign) ? "latin" : "kanji");
const words = (text) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => [m[0], m.index]);
const pairs = (run) => { const all = [...run]; return all.slice(1).map((one, i) => all[i] + one); };
const grams = (run) => [...run, ...pairs(run)];
const FIGURES = /^\d{6,}$/; // so many may be a telephone number, whose hyphens nobody need know
const inIndex = (word) => ([...word].length > 1 ? pairs(word) : [word]);

/** The search over one index file; `MiniSearch` and, for English, `stemmer` are the libraries. */
export class Finder {
  constructor(index, MiniSearch, stemmer) {
    this.byCharacters = UNSPACED.includes(index.language);
    const stems = new Map();
    this.stem = (word) => {
      if (!stemmer || !/^[a-z]{3,}$/.test(word)) return word;
      if (!stems.has(word)) stems.set(word, stemmer(word));
      return stems.get(word);
    };
    this.pages = index.pages.map(([address, title, sections]) => ({ address, title, folded: fold(title), sections }));
    this.sections = this.pages.flatMap((page, number) =>
      page.sections.map(([id, heading, text, readings = ""], i) => ({
        number, id, heading, text,
        folded: { title: i ? fold("") : page.folded, heading: fold(heading), text: fold(text), readings: fold(readings) },
      })));
    this.index = new MiniSearch({
      fields: FIELDS,
      extractField: (section, field) => (field === "id" ? section.at : section.folded[field].text),
      tokenize: (text) => this.terms(text),
      processTerm: (term) => term,
      searchOptions: { boost: { title: 6, heading: 3 } },
    });
    this.sections.forEach((section, at) => this.index.add({ ...section, at }));
    this.also = new Map(Object.entries(index.also ?? {}).map(([word, others]) => [fold(word).text, others.map((one) => fold(one).text)]));
    this.all = this.sections.map(({ folded }) => FIELDS.map((field) => folded[field].text).join("\n")).join("\n");
    this.kana = new Set(index.pages.flatMap((page) => JSON.stringify(page).match(/[ァ-ヺー]+/gu) ?? []).map((word) => fold(word).text));
    const longest = [...this.also.keys()].sort((a, b) => b.length - a.length);
    this.known = longest.length && new RegExp(longest.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "gu");
    this.phrases = longest.map((phrase) => [phrase.split(" "), this.also.get(phrase).map((other) => other.split(" "))]);
  }

  /** What stands in the index for a folded text. A stem is marked by "=", so that no word's beginning meets it. */
  terms(text) {
    if (this.byCharacters) return text.split(/\s+/).flatMap(grams);
    return words(text).flatMap(([word]) => (CJK.test(word) ? grams(word) : [word, "=" + this.stem(word)]));
  }

  /** Sections that may hold a word, with their scores. */
  candidates(word) {
    if (FIGURES.test(word)) return this.sections.map((_, at) => ({ id: at, score: 0 }));
    const parts = this.byCharacters ? inIndex(word) : words(word).flatMap(([w]) => (CJK.test(w) ? inIndex(w) : [w]));
    if (!parts.length) return this.sections.map((_, at) => ({ id: at, score: 0 }));
    return this.index.search({
      combineWith: "AND",
      queries: parts.map((part) =>
        this.byCharacters || CJK.test(part)
          ? { queries: [part], tokenize: (term) => [term] }
          : { queries: [part, "=" + this.stem(part)], combineWith: "OR", prefix: (term) => term[0] !== "=" && term.length > 1, tokenize: (term) => [term] }),
    });
  }

  /** Where a word stands in a folded text: [start, end] pairs. */
  places(word, folded) {
    const { text } = folded;
    if (FIGURES.test(word)) {
      if (this.figures?.word !== word) this.figures = { word, pattern: new RegExp([...word].join("-?"), "g") };
      return [...text.matchAll(this.figures.pattern)]
        .filter(({ 0: found, index }) => found.includes("-") || !/\d/.test(text[index + found.length] ?? "")) // an amount is whole
        .filter(({ index }) => this.byCharacters || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? ""))
        .map(({ 0: found, index }) => [index, index + found.length]);
    }
    if (!this.byCharacters && /^[\p{L}\p{N}]+$/u.test(word) && !CJK.test(word)) {
      const stem = this.stem(word);
      // one letter begins every other word, and a number is another than one that it begins
      const begins = (other) => other === word || (word.length > 1 && !/^\d+$/.test(word) && other.startsWith(word));
      folded.words ??= words(text).map(([other, at]) => [other, at, this.stem(other)]);
      return folded.words
        .filter(([other, , its]) => its === stem || begins(other))
        .map(([other, at]) => [at, at + (begins(other) ? word : other).length]);
    }
    const found = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const joins = (beside) => !this.byCharacters && /[\p{L}\p{N}]/u.test(beside ?? "");
      const within = /^[a-z0-9]/.test(word) && joins(text[at - 1]);
      if (!within && !(word.includes(" ") && joins(text[at + word.length]))) found.push([at, at + word.length]);
    }
    return found;
  }

  /** What a query asks for, folded: for each of its words the ways in which it may stand, each way some words
   *  that all must. Around a word of a spaced language, punctuation does not count. */
  asked(query) {
    const folded = query.split(/\s+/).map((word) => fold(word).text);
    if (this.byCharacters) return [...new Set(folded.filter(Boolean))].map((word) => this.spellings(word).map((one) => [one]));
    const bare = [];
    for (const word of folded.map((one) => one.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || one).filter(Boolean)) {
      if (bare.length && /^[\p{L}\p{N}]$/u.test(word)) bare.push(`${bare.pop()} ${word}`); // Plan A is not a plan
      else bare.push(word);
    }
    const ways = [];
    for (let at = 0; at < bare.length;) {
      const [phrase, others] = this.phrases.find(([all]) => all.every((word, i) => this.alike(word, bare[at + i]))) ?? [[bare[at]], []];
      ways.push([bare.slice(at, at + phrase.length), ...others]);
      at += phrase.length;
    }
    return ways;
  }

  alike(word, other) {
    return other !== undefined && (word === other || this.stem(word) === this.stem(other));
  }

  /** A word with each part that the edition names put as each of those that are the same. */
  spellings(word) {
    let found = [""], done = 0;
    for (const { 0: part, index } of this.known ? word.matchAll(this.known) : []) {
      const ways = [part, ...this.also.get(part)].map((way) => word.slice(done, index) + way);
      found = found.flatMap((begun) => ways.map((way) => begun + way));
      done = index + part.length;
    }
    return found.map((begun) => begun + word.slice(done));
  }

  /** Each section that holds one of some words, by the number of its page: the words with the fields that they stand in. */
  holding(words) {
    const found = new Map(); // number of a page: its sections
    for (const word of words) {
      for (const { id, score } of this.candidates(word)) {
        const section = this.sections[id];
        const hit = FIELDS.filter((field) => this.places(word, section.folded[field]).length);
        if (!hit.length) continue;
        const page = found.get(section.number) ?? found.set(section.number, new Map()).get(section.number);
        const one = page.get(section) ?? page.set(section, { section, words: new Map(), score: 0 }).get(section);
        one.words.set(word, new Set(hit));
        one.score += score;
      }
    }
    return found;
  }

  /** The pages that answer a query, best first, each with its sections that hold a word of it: those that hold every
   *  word. Where there are none, or the query is a sentence, or no section holds all of it, also those that hold most:
   *  they have the `parts` of the query that they hold. */
  find(query) {
    const asked = this.asked(query);
    const whole = [...this.holding(new Set(asked.flat(2)))].flatMap(([number, sections]) => {
      const all = [...sections.values()];
      const held = asked.map((ways) => ways.filter((way) => way.every((word) => all.some((one) => one.words.has(word)))));
      if (!held.every((ways) => ways.length)) return [];
      const words = [...new Set(held.flat(2))];
      const list = all.filter((one) => words.some((word) => one.words.has(word)));
      const holds = (test) => asked.every((ways) => ways.some((way) => way.every(test)));
      const within = (one, field) => holds((word) => one.words.get(word)?.has(field));
      const rank = (one) => (within(one, "title") ? 3 : within(one, "heading") ? 2 : Number(holds((word) => one.words.has(word))));
      list.sort((a, b) => rank(b) - rank(a) || b.score - a.score);
      return [{ ...this.pages[number], words, sections: list, rank: rank(list[0]), score: list[0].score }];
    });
    whole.sort((a, b) => b.rank - a.rank || b.score - a.score);
    if (whole[0]?.rank && !this.isSentence(asked)) return { asked, pages: whole };
    const addresses = new Set(whole.map(({ address }) => address));
    const closest = this.closest(query, addresses);
    return { asked, pages: closest.map((page) => (addresses.has(page.address) ? { ...page, parts: null } : page)) };
  }

  isSentence(asked) {
    const words = asked.map(([[word = ""]]) => word.split(" ")[0]);
    return !this.byCharacters && words.length > 1 && (words.some((word) => QUESTION.has(word)) || words.filter((word) => JOINS.has(word)).length > 1);
  }

  /** The pages that hold most of a query, best first: a part of it counts the more the fewer sections have it, and the
   *  more telling the place where it stands; most of all together with others in one section. */
  closest(query, whole) {
    const parts = this.byCharacters ? this.pieces(query) : this.keywords(query);
    const found = this.holding(new Set(parts.flatMap(({ ways }) => ways.flat())));
    const everywhere = [...found.values()].flatMap((sections) => [...sections.values()]);
    const held = ({ words }, { ways }) => ways.filter((way) => way.every((word) => words.has(word)));
    for (const part of parts) {
      part.weight *= Math.log(1 + this.sections.length / (1 + everywhere.filter((one) => held(one, part).length).length));
    }
    const best = (all) => Math.max(0, ...all);
    const worth = (one, part) =>
      part.weight * best(held(one, part).map((way) => Math.min(...way.map((word) => best([...one.words.get(word)].map((field) => WEIGHT[field]))))));
    const pages = [...found].map(([number, sections]) => {
      const list = [...sections.values()];
      for (const one of list) one.worth = parts.reduce((sum, part) => sum + worth(one, part), 0);
      list.sort((a, b) => b.worth - a.worth || b.score - a.score);
      const own = parts.filter((part) => list.some((one) => held(one, part).length));
      const words = [...new Set(own.flatMap(({ ways }) => ways.flat()))].filter((word) => list.some((one) => one.words.has(word)));
      const score = list[0].worth + own.reduce((sum, part) => sum + best(list.map((one) => worth(one, part))), 0);
      return { ...this.pages[number], words, sections: list, parts: own.map(({ said }) => said), score };
    });
    pages.sort((a, b) => b.score - a.score);
    return pages.filter(({ address, parts: own, score }) => own.length && (whole.has(address) || score > pages[0].score * NEAR));
  }

  /** The words of a question that say what is asked for; one that no page has gives way to the one most like it. */
  keywords(query) {
    const empty = (word) => QUESTION.has(word) || JOINS.has(word);
    const asked = this.asked(query).flatMap((ways) => {
      const [word, letter] = ways[0].length === 1 ? ways[0][0].split(" ") : []; // "how do I", not "plan A"
      return letter && (letter === "i" || empty(word) || !this.all.includes(ways[0][0])) ? [[[word]]] : [ways];
    });
    const telling = asked.filter((ways) => !ways[0].every(empty));
    return (telling.length ? telling : asked).flatMap((ways) => {
      const said = ways[0].join(" "), at = query.toLowerCase().indexOf(said);
      if (this.holding(ways.flat()).size) return [{ said: at < 0 ? said : query.slice(at, at + said.length), ways, weight: 1 }];
      const [like] = said.length > 4 ? this.index.search(said, { fuzzy: 0.2, tokenize: (term) => [term] }) : [];
      const near = like?.terms.find((term) => term[0] !== "=");
      return near ? [{ said: near, ways: [[near]], weight: 0.5 }] : [];
    });
  }

  /** A sentence without spaces taken apart into what the pages know: the parts that stand for most of it. Endings in
   *  hiragana stand for little; no number, no foreign word and no word in katakana is cut in two. */
  pieces(query) {
    return query.split(BREAKS).filter(Boolean).flatMap((written) => {
      const { text, at } = fold(written);
      const kinds = [...text].map((_, i) => script(written.slice(at[i]).normalize("NFKC")[0]));
      const cuts = (i, end) => i > 0 && i < text.length && kinds[i - 1] === kinds[i] && (kinds[i] === "latin" || (kinds[i] === "katakana" && !this.kana.has(run(i, end))));
      const run = (i, end) => { // the katakana from a cut to the end of its part
        let to = i;
        if (end) while (to > 0 && kinds[to - 1] === "katakana") to -= 1;
        else while (to < text.length && kinds[to] === "katakana") to += 1;
        return text.slice(Math.min(i, to), Math.max(i, to));
      };
      const best = [{ score: 0, parts: [] }];
      for (let to = 1; to <= text.length; to += 1) {
        best[to] = best[to - 1];
        for (let from = Math.max(0, to - LONGEST); from < to; from += 1) {
          const part = text.slice(from, to);
          const score = best[from].score + this.tells(part, kinds.slice(from, to));
          if (score > best[to].score && !cuts(from, false) && !cuts(to, true)) {
            best[to] = { score, parts: [...best[from].parts, { said: written.slice(at[from], at[to]), ways: this.spellings(part).map((way) => [way]), weight: part.length === 1 ? 0.1 : VAGUE.has(part) ? 0.2 : /^[^ぁ-ゖ][ぁ-ゖ]$/u.test(part) ? 0.4 : 1 }] };
          }
        }
      }
      return best[text.length].parts;
    });
  }

  /** For how much of a sentence a part of it stands, if the pages know it at all. */
  tells(part, kinds) {
    const soft = kinds.filter((kind) => kind === "hiragana").length;
    if (this.also.has(part)) return kinds.length ** 2;
    if (soft === kinds.length) return soft > 3 && !ENDING.test(part) && this.all.includes(part) ? (soft - 2) ** 2 / 4 : 0;
    if (kinds[0] === "hiragana" && kinds[1] === "hiragana") return 0;
    if (kinds.some((kind, i) => kind === "hiragana" && PARTICLE.test(part[i]) && kinds[i - 1] !== kind && kinds[i + 1] !== kind)) return 0;
    if (!this.all.includes(part)) return 0;
    return kinds.length - soft > 1 ? (kinds.length - soft) ** 2 - soft / 10 : 1 + Math.min(soft, 1) / 10; // 始ま rather than 始
  }

  /** Where the words stand in a text as written: [start, end, word] in order, none within another. */
  spots(written, folded, asked) {
    const { text, at } = folded;
    const end = (i) => { let next = i; while (next < text.length && at[next] === at[i - 1]) next += 1; return at[next]; };
    const spots = asked.flatMap((word) => this.places(word, folded).map(([from, to]) => [at[from], end(to), word]));
    let done = 0;
    return spots.sort((a, b) => a[0] - b[0] || b[1] - a[1]).flatMap(([from, to, word]) => {
      from = Math.max(from, done);
      to = from + written.slice(from, to).trimEnd().length; // a space that is not compared is no part of it
      if (to <= from) return [];
      done = to;
      return [[from, to, word]];
    });
  }

  /** A text cut where the words stand: [piece, whether it is one of them], in order. */
  cut(written, folded, asked) {
    return pieces(written, this.spots(written, folded, asked), 0, written.length);
  }

  /** The line of a section that shows most of the words, shortened around the first, cut as `cut` does. */
  snippet(section, asked) {
    const { text } = section, length = this.byCharacters ? 72 : 150;
    const spots = this.spots(text, section.folded.text, asked);
    let best = { start: 0, end: (text + "\n").indexOf("\n"), held: new Set(), first: 0 };
    for (let i = 0, line = null; i < spots.length; i += 1) {
      const [from, , word] = spots[i];
      if (!line || from > line.end) line = { start: text.lastIndexOf("\n", from) + 1, end: (text + "\n").indexOf("\n", from), held: new Set(), first: from };
      line.held.add(word);
      if (line.held.size > best.held.size) best = line;
    }
    let { start: from, end: to } = best;
    if (to - from > length) {
      from = Math.max(from, Math.min(best.first - Math.floor(length / 4), to - length));
      if (from > best.start) from += this.byCharacters ? text.slice(from, best.first).search(/[、。」）\t ]/) + 1 : text.slice(from - 1).search(/\s/);
      to = Math.min(to, from + length);
      if (to < best.end && !this.byCharacters) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    }
    const shown = pieces(text, spots, from, to).map(([piece, hit]) => [piece.replaceAll("\t", " "), hit]);
    return [...(from > best.start ? [["…", false]] : []), ...shown, ...(to < best.end ? [["…", false]] : [])];
  }
}

function pieces(written, spots, from, to) {
  const found = [];
  let done = from;
  for (const [start, end] of spots) {
    if (start < done || end > to) continue;
    if (start > done) found.push([written.slice(done, start), false]);
    found.push([written.slice(start, end), true]);
    done = end;
  }
  if (done < to) found.push([written.slice(done, to), false]);
  return found;
}
