/* Whether the offer has closed, by the clock of the visitor, as the time in Japan.
   Runs before the page is drawn, so that the notice never pushes the text down. */
{
  const { closes, words } = document.currentScript.dataset;
  // Japan keeps no summer time. Intl knows that too, but needs 0.3 s on a slow phone to say so.
  const now = new Date(Date.now() + 9 * 3600000).toISOString().slice(0, 16).replace("T", " ");
  const closed = now > (closes.includes(":") ? closes : `${closes} 24:00`);
  document.documentElement.dataset.offer = closed ? "closed" : "open";

  document.addEventListener("DOMContentLoaded", () => {
    const places = document.querySelectorAll("[data-days]");
    if (closed || !places.length) return;
    const left = Math.round((Date.parse(closes.slice(0, 10)) - Date.parse(now.slice(0, 10))) / 86400000);
    const { zero, other, ...forms } = JSON.parse(words);
    const form = Object.keys(forms).length ? forms[new Intl.PluralRules(document.documentElement.lang).select(left)] : other;
    for (const place of places) place.textContent = (left ? (form ?? other) : zero).replace("{number}", left);
  });
}
