// Language, search and the marked figures. Everything on the pages can be read without it.
"use strict";

(() => {
  const LANGUAGES = ["en", "ru", "kk"];
  const root = document.body.dataset.root;

  // --- language: every text carries its other languages as data ---

  function remembered() {
    try {
      return localStorage.getItem("esep-language");
    } catch {
      return null; // storage may be forbidden
    }
  }

  function remember(language) {
    try {
      localStorage.setItem("esep-language", language);
    } catch {
      return; // the choice then holds for this page only
    }
  }

  function speak(language) {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-ru]")) {
      element.dataset.en ??= element.textContent;
      element.textContent = element.dataset[language];
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    document.dispatchEvent(new Event("esep-language"));
  }

  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      remember(button.dataset.language);
      speak(button.dataset.language);
    });
  }
  const wished = [remembered(), ...navigator.languages.map((one) => one.slice(0, 2)), "en"];
  const language = wished.find((one) => LANGUAGES.includes(one));
  if (language !== "en") speak(language);

  // --- search: the index is a script, since a page from a disk may not fetch ---

  const box = document.getElementById("search");
  const found = document.getElementById("found");
  let loading = null;

  function index() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}data/search.js`;
      script.onload = () => resolve(window.esepSearch.map((row) => [row, row.slice(2).join(" ").toLowerCase()]));
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  async function search() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.hidden = words.length === 0;
    if (found.hidden) return;
    const hits = [];
    for (const [row, text] of await index()) {
      if (words.every((word) => text.includes(word)) && hits.push(row) >= 30) break;
    }
    found.replaceChildren(...hits.map(hit));
    if (hits.length === 0) found.append(item("–"));
  }

  function item(...content) {
    const element = document.createElement("li");
    element.append(...content);
    return element;
  }

  function hit([kind, address, ...labels]) {
    const link = document.createElement("a");
    link.href = root + address;
    const at = kind === "series" ? LANGUAGES.indexOf(document.documentElement.lang) : 0;
    link.textContent = labels[Math.max(0, at)];
    return item(link);
  }

  box.disabled = false;
  box.addEventListener("focus", () => index().catch(() => {}), { once: true });
  box.addEventListener("input", search);
  box.form.addEventListener("submit", (event) => event.preventDefault());
  box.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
  });

  // --- a document's figures: focus shows how one was read ---

  function choose(link) {
    const reading = document.getElementById(link.hash.slice(1));
    if (reading === null) return;
    for (const other of document.querySelectorAll(".reading.chosen")) other.classList.remove("chosen");
    reading.classList.add("chosen");
    const list = reading.parentElement;
    list.scrollTop += reading.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
  }

  for (const link of document.querySelectorAll("a.figure")) {
    link.addEventListener("focus", () => choose(link));
    link.addEventListener("pointerenter", () => choose(link));
  }
})();
