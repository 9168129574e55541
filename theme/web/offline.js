/* Asks the browser to keep the brochure for reading without a network, once the page stands; not where data is saved. */
const { worker } = document.querySelector("script[data-worker]").dataset;
const { serviceWorker } = navigator;

async function keep() {
  await serviceWorker.register(worker, { updateViaCache: "none" });
  (await serviceWorker.ready).active.postMessage(document.documentElement.lang); // whose papers come after the pages
}

if (serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep().catch(() => {});
  else addEventListener("load", () => keep().catch(() => {}), { once: true });
}
