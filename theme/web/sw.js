/* Keeps the brochure for reading without a network. The build puts in the version and the list. */
const VERSION = "VERSION";
const OURS = `${registration.scope}#`; // other sites may stand on the same host, and keep caches of their own
const NAME = OURS + VERSION;
const KEPT = ["KEPT"];
const PATIENCE = 4000; // ms that a page may take to come from the network before the kept one is shown

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  if (url.includes("/assets/")) event.respondWith(cached(event.request));
  else event.respondWith(fresh(event.request, mode === "navigate"));
});

/** Everything on the list, or nothing: a worker that could not keep all is not installed. */
async function keep() {
  const cache = await caches.open(NAME);
  await Promise.all(KEPT.map((path) => add(cache, new URL(path, registration.scope).href)));
  await self.skipWaiting();
}

/** Assets that an earlier version holds are the same, since their names are; all else is asked anew. */
async function add(cache, url) {
  const known = url.includes("/assets/") && (await caches.match(url));
  const answer = known || (await fetch(url, { cache: "no-cache" }));
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  await cache.put(url, answer);
}

/** The version before stays until the next one comes: a page that is still open may ask for what it holds,
    when it first opens the search, and the host has it no more. */
async function clean() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME); // oldest first
  for (const name of others.slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
}

/** As this version keeps it, or else the one before. */
async function kept(request, options) {
  return (await (await caches.open(NAME)).match(request, options)) ?? caches.match(request, options);
}

async function cached(request) {
  return (await kept(request)) ?? fetch(request);
}

/** From the network, past what the browser keeps of it (GitHub Pages allows ten minutes), or as it is kept here
    where there is none or it is too slow. */
async function fresh(request, page) {
  const own = await kept(request, { ignoreSearch: page });
  const asked = fetch(request, { cache: "no-cache" });
  if (!own) return asked;
  const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE, own));
  return Promise.race([asked.catch(() => own), slow]);
}
