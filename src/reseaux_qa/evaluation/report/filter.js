"use strict";
// Without this script every question is there to read, print and search; with it they can be sifted.
(() => {
  const form = document.getElementById("filter");
  const [category, verdict, words, toggle, count] = ["category", "verdict", "words", "toggle", "count"].map((id) => document.getElementById(id));
  const items = [...document.querySelectorAll(".questions > li")];
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(items.map((item) => [item, folded(item.textContent)]));
  const shown = () => items.filter((item) => !item.hidden);

  const sift = () => {
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    for (const item of items) {
      const kept = (!category.value || item.dataset.category === category.value)
        && (!verdict.value || item.dataset.tags.split(" ").includes(verdict.value))
        && wanted.every((word) => texts.get(item).includes(word));
      item.hidden = !kept;
    }
    const left = shown().length;
    count.textContent = left > 1 ? `${left} questions` : left ? "1 question" : "Aucune question";
  };

  const open = (state) => shown().forEach((item) => { item.firstElementChild.open = state; });

  toggle.addEventListener("click", () => {
    const state = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(state));
    toggle.textContent = state ? "Tout fermer" : "Tout ouvrir";
    open(state);
  });

  // A link to a question opens it, even when the filter had put it away.
  const visit = () => {
    const item = items.find((one) => "#" + one.id === decodeURIComponent(location.hash));
    if (!item) return;
    if (item.hidden) { form.reset(); sift(); }
    item.firstElementChild.open = true;
    item.scrollIntoView({ block: "center" });
    item.querySelector("summary").focus({ preventScroll: true });
  };

  // Paper shows what is sifted, opened; then the screen is as it was.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = shown().map((item) => item.firstElementChild).filter((details) => !details.open);
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

  form.addEventListener("input", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", visit);
  form.hidden = false;
  sift();  // a browser may have kept the fields of an earlier visit
  visit();
})();
