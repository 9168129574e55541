// While the press works, the page asks how far it is, and shows itself again once it is done.
const state = document.querySelector("#work-state[data-going]");
const ask = async () => {
  const answer = await fetch("/finish/state").catch(() => null);
  if (answer?.ok && !(await answer.json()).going) location.reload();
  else setTimeout(ask, 1000);
};
if (state) setTimeout(ask, 500);
