"use strict";
// In: the page. Out: the language that the reader's address or browser asks for, and a search that
// hides the entries which do not hold the words. Everything else works without this script.
(() => {
  const root = document.documentElement;
  const bar = document.getElementById("top");
  const choices = [...document.querySelectorAll("input[name=language]")];

  const speak = (language) => {
    root.lang = language;
    document.title = bar.dataset[language === "fr" ? "titleFr" : "titleEn"];
    for (const choice of choices) choice.checked = choice.value === language;
  };
  const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language.slice(0, 2);
  speak(asked === "fr" ? "fr" : "en");
  for (const choice of choices) choice.addEventListener("change", () => speak(choice.value));

  const box = document.getElementById("filter");
  const status = document.getElementById("found");
  const none = document.getElementById("none-found");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll(".entry")].map((element) => ({
    element,
    text: fold([...element.querySelectorAll(".key")].map((key) => key.textContent).join(" ")),
  }));
  const items = [...document.querySelectorAll(".contents li[data-term]")];
  const groups = [...document.querySelectorAll("section.scheme"), ...document.querySelectorAll(".part")];

  const search = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const shown = new Set();
    for (const { element, text } of entries) {
      element.hidden = !words.every((word) => text.includes(word));
      if (!element.hidden) shown.add(element.id);
    }
    const all = words.length === 0;
    for (const item of items) {
      const held = [item, ...item.querySelectorAll("li")].some((each) => shown.has(each.dataset.term));
      item.hidden = !all && !held;
    }
    for (const group of groups) group.hidden = !all && !group.querySelector(".entry:not([hidden])");
    none.hidden = all || shown.size > 0;
    status.textContent = all ? "" : String(shown.size);
  };

  // On a phone the contents stand above the text: folded, so that the text is seen first.
  if (matchMedia("(max-width: 860px)").matches) {
    for (const part of document.querySelectorAll(".contents details")) part.open = false;
  }
  box.closest("[hidden]").hidden = false;
  box.addEventListener("input", search);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      search();
    }
  });
  // A link to an entry that the search has hidden shows it again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    box.value = "";
    search();
    target.scrollIntoView();
  });
})();
