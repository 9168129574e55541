/* Asks the browser to keep the brochure for reading without a network, once the page stands; not where data is saved. */
const { worker } = document.querySelector("script[data-worker]").dataset;
const keep = () => navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => {});

if ("serviceWorker" in navigator && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep, { once: true });
}
