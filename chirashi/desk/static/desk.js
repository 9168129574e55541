// What every page of the desk does: forms are sent without leaving the page, so that an error never costs what was typed.
const say = (text) => { document.querySelector("#state").textContent = text; };
let unsaved = false;

const grow = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};
export const growAll = (within = document) => within.querySelectorAll("textarea[data-grows]").forEach(grow);

const token = () => document.body.dataset;

// The answer is a whole page, of which the work and the menu take the place of ours; where none comes, all stays.
const send = async (form, button) => {
  const body = new FormData(form, button);
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "Desk-Goes-To": "" } });
    const next = answer.headers.get("Desk-Goes-To");
    if (next) {
      unsaved = false;
      const { pathname } = location;
      location.assign(next);
      if (new URL(next, location).pathname === pathname && next.includes("#")) location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const work = page.querySelector("main#work");
    if (!work || answer.status >= 500) throw new Error(String(answer.status));
    unsaved = false;
    const at = scrollY;
    document.querySelector("main#work").replaceWith(work);
    document.querySelector("nav.steps").replaceWith(page.querySelector("nav.steps"));
    const told = document.querySelector("#outcome, .done");
    scrollTo(0, told ? 0 : at);
    told?.setAttribute("tabindex", "-1");
    told?.focus();
    say("");
    document.dispatchEvent(new Event("desk:shown"));
  } catch {
    say(token().lost);
    form.removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-saves]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("input", (event) => {
  const { target } = event;
  if (target.matches("textarea[data-grows]")) grow(target);
  if (target.closest("form[data-saves]")) {
    unsaved = true;
    say(token().unsaved);
  }
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    const form = document.activeElement?.closest("form[data-saves]") ?? document.querySelector("form[data-saves]");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  }
  // Enter in a line does not save half a form.
  if (event.key === "Enter" && !event.isComposing && event.target.matches("form[data-saves] input:not([type=checkbox]):not([type=radio])")) {
    event.preventDefault();
  }
});

addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
addEventListener("resize", () => growAll());
document.addEventListener("desk:shown", () => growAll());
document.addEventListener("toggle", (event) => growAll(event.target), true);
document.querySelector("select#edition")?.addEventListener("change", (event) => event.target.form.requestSubmit());
growAll();
const aimed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aimed) {
  for (let one = aimed.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  aimed.scrollIntoView({ block: "center" });
  (aimed.matches("input, textarea, select") ? aimed : aimed.querySelector("input, textarea, select"))?.focus({ preventScroll: true });
}
