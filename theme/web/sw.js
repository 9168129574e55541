/* Keeps the brochure for reading without a network. The build puts in what stands under BUILD.

   A file is kept and shown only if it is the one of the list, byte for byte by its SHA-256: hosts show half of a site
   while it is copied, cut files off, and answer with a page where a stylesheet has gone. For the same reason all of
   this stands in one block: a copy of this script that was cut off is no program, and browsers refuse it. */
{
  const BUILD = "BUILD"; // one line of JSON, which `hosted` reads again from the host
  const { version, files, papers, past, deadlines, words, unreachable } = BUILD;
  const sums = { ...files, ...papers }; // address below the site's: SHA-256 in hexadecimal
  const SCOPE = registration.scope;
  const OURS = `${SCOPE}#`; // other sites may stand on the same host, and keep caches of their own
  const NAME = OURS + version;
  const RECORD = self.location.href; // in each cache: when it was last the present one (`at`), if it is no more (`over`)
  const PATIENCE = 4000; // ms that a page may take to come from the network before the kept one is shown
  const JAPAN = 9 * 3600000; // keeps no summer time
  const WAITED = /\.pdf$|\.csv$|\.ics$/; // what a reader asked to have, and watches coming

  // Keeping

  /** Everything on the list, or nothing: a worker that could not keep all is not installed. */
  async function keep() {
    for (const name of await ours()) if (name !== NAME) await record(name, { over: true });
    const cache = await caches.open(NAME);
    const stop = new AbortController();
    try {
      await Promise.all(Object.keys(files).map((path) => add(cache, path, stop.signal)));
    } catch (fault) {
      stop.abort();
      await caches.delete(NAME);
      throw fault;
    }
    await cache.put(RECORD, Response.json({ at: Date.now() }));
    await self.skipWaiting();
  }

  /** One file of the list: as an earlier version keeps it, where its name tells its content; as the host sends it; or
   *  past what the browser has stored of it, should that be the one which was cut off. */
  async function add(cache, path, signal) {
    const url = SCOPE + path;
    const good =
      (path.startsWith("assets/") && (await whole(await caches.match(url), sums[path]))) ||
      (await whole(await fetch(url, { cache: "no-cache", signal }), sums[path])) ||
      (await whole(await fetch(url, { cache: "reload", signal }), sums[path]));
    if (!good) throw new Error(`not the file of the list: ${url}`);
    await cache.put(url, good);
  }

  /** What is printed is heavy, so it comes once pages stand, in the language that is read (flyer-ja.pdf); what does not
   *  come is asked for another time. */
  async function keepPapers(language) {
    const cache = await caches.open(NAME);
    const wanted = Object.keys(papers).filter((path) => path.split(/[-.]/).includes(language));
    for (const path of wanted) if (!(await cache.match(SCOPE + path))) await add(cache, path).catch(() => {});
  }

  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(OURS)); // oldest first

  /** The version before stays until the next one comes: a page that is still open may ask for what it holds,
   *  when it first opens the search, and the host has it no more. */
  async function clean() {
    for (const name of (await ours()).filter((one) => one !== NAME).slice(0, -1)) await caches.delete(name);
    await self.clients.claim();
  }

  async function record(name, changed) {
    const cache = await caches.open(name);
    const before = await (await cache.match(RECORD))?.json();
    if (before && changed) await cache.put(RECORD, Response.json({ ...before, ...changed }));
    return before;
  }

  // Telling files

  async function sum(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** The file of an answer, if its sum is, or begins with, the one wanted. */
  async function whole(answer, wanted) {
    if (!answer) return undefined;
    const bytes = await answer.arrayBuffer();
    return (await sum(bytes)).startsWith(wanted) ? made(bytes, answer, 200) : undefined;
  }

  /** An answer of these bytes: a page is not opened with one that was redirected, and none is coded or cut any more. */
  function made(bytes, { headers, status }, as = status) {
    const own = new Headers(headers);
    for (const name of ["content-encoding", "content-length", "accept-ranges", "vary"]) own.delete(name);
    return new Response(bytes, { headers: own, status: as });
  }

  /** What the host lists now; undefined where its copy of this script cannot be had whole. */
  async function hosted() {
    try {
      const text = await (await fetch(RECORD, { cache: "no-cache" })).text();
      return text.trimEnd().endsWith("}") ? JSON.parse(/ BUILD = (\{.*\});/.exec(text)[1]) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Once a day: whether all of what is kept is still what the host has. */
  async function confirm() {
    const { at = 0, over } = (await record(NAME)) ?? {};
    if (day(at) === day(Date.now()) && !over && at >= passed()) return;
    const there = await hosted();
    if (there) await record(NAME, there.version === version ? { at: Date.now(), over: false } : { over: true });
  }

  const day = (at) => Math.floor((at + JAPAN) / 86400000);
  const passed = () => Math.max(...deadlines.filter((last) => last <= Date.now())); // -Infinity for none

  /** When what is kept was last the present one; undefined where it is older than the deadline, or than an update. */
  async function usable() {
    const { at, over } = (await record(NAME)) ?? {};
    return over || !(at >= passed()) ? undefined : at;
  }

  // Answering

  function answer(event) {
    const { method, url, mode, headers } = event.request;
    if (method !== "GET" || !url.startsWith(SCOPE)) return;
    const path = url.slice(SCOPE.length).replace(/[?#].*/s, "");
    const page = mode === "navigate";
    const name = listed(path);
    if (path.startsWith("assets/")) event.respondWith(asset(event.request, path));
    else if (name !== undefined && folder(name) !== folder(path)) { // its links start from another place
      if (page) event.respondWith(Response.redirect(SCOPE + name + new URL(url).search));
    } else if (name !== undefined && !headers.has("range")) event.respondWith(fresh(event, name, page));
    else if (page && !past.some((below) => `${path}/`.startsWith(below))) event.respondWith(fetch(event.request).catch(gone));
  }

  /** The file of the list that an address asks for, in the ways in which hosts let it be written. */
  function listed(path) {
    const ways = [path, path.replace(/(^|\/)index(\.html)?$/, "$1"), `${path}.html`, `${path}/`, path.replace(/\/$/, ".html")];
    return ways.find((way) => Object.hasOwn(sums, way));
  }

  const folder = (path) => path.replace(/[^/]*$/, "");

  /** What pages load besides themselves: any version's, since its name tells its content. */
  async function asset(request, path) {
    const wanted = sums[path] ?? /-([0-9a-f]{10})\.\w+$/.exec(path)?.[1];
    if (!wanted) return fetch(request);
    const { url } = request;
    for (const name of (await ours()).reverse()) {
      const own = await whole(await (await caches.open(name)).match(SCOPE + path), wanted);
      if (own) return own;
    }
    return (await whole(await fetch(url), wanted)) ?? (await whole(await fetch(url, { cache: "reload" }), wanted)) ?? Response.error();
  }

  /** From the network, past what the browser keeps of it (GitHub Pages allows ten minutes), or as it is kept here
   *  where there is none or it is too slow. */
  async function fresh(event, name, page) {
    const asked = ask(event.request.url, name, page);
    event.waitUntil(asked.then(confirm, () => {}));
    const late = new Promise((resolve) => { if (!WAITED.test(name)) setTimeout(resolve, PATIENCE); });
    const first = await Promise.race([asked.catch(() => undefined), late]);
    if (first) return first;
    const at = await usable();
    const own = at && (await copy(name));
    if (own) return page ? marked(own, at) : own;
    return asked.catch(() => (page ? notice() : Response.error()));
  }

  /** The file as the host has it. One that is not on the list is either of another version, or has come to harm. */
  async function ask(url, name, page) {
    const answer = await fetch(url, { cache: "no-cache" });
    if (answer.status >= 500) throw new Error(`${answer.status} ${url}`);
    const bytes = await answer.arrayBuffer();
    const found = await sum(bytes);
    if (found === sums[name]) return made(bytes, answer, 200);
    const there = await hosted();
    if (there && there.version !== version) await record(NAME, { over: true });
    const own = there?.version === version && (await copy(name));
    if (own) return own;
    const listed = there && { ...there.files, ...there.papers }[name] === found;
    const ends = page && /<\/html>\s*$/.test(new TextDecoder().decode(bytes)); // changed on its way, as some hosts do
    if (listed || ends) return made(bytes, answer);
    throw new Error(`damaged: ${url}`);
  }

  async function copy(name) {
    return whole(await (await caches.open(NAME)).match(SCOPE + name), sums[name]);
  }

  /** A kept page, which says so, and of which day it is. */
  async function marked(own, at, status = 200) {
    const html = await own.text();
    const { kept, locale } = words[/<html lang="([^"]+)"/.exec(html)[1]];
    const when = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at + JAPAN);
    const said = `<aside class="kept"><div class="wide"><p>${kept.replace("{day}", when)}</p></div></aside>\n`;
    return made(html.replace(/(?=<main[ >])/, () => said), own, status);
  }

  /** Without a network, for an address that the site does not have. */
  async function gone() {
    const at = await usable();
    const own = at && (await copy("404.html"));
    return own ? marked(own, at, 404) : notice();
  }

  const notice = () => new Response(unreachable.replaceAll("{scope}", SCOPE), { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });

  self.addEventListener("install", (event) => event.waitUntil(keep()));
  self.addEventListener("activate", (event) => event.waitUntil(clean()));
  self.addEventListener("message", (event) => event.waitUntil(keepPapers(event.data)));
  self.addEventListener("fetch", answer);
}
