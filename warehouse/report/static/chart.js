// Draws each period of a series from the table beneath it, with d3's scales and axes.
// A mark is a link to its figure in the document; hover and focus show the quote. Redrawn when width or language change.
"use strict";

(() => {
  const HEIGHT = 260;
  const MARGIN = { top: 12, right: 16, bottom: 28, left: 74 };

  function marksOf(table) {
    return [...table.tBodies[0].rows]
      .filter((row) => row.dataset.at)
      .map((row) => ({
        at: new Date(row.dataset.at),
        value: Number(row.dataset.v),
        low: Number(row.dataset.low),
        coreLow: Number(row.dataset.coreLow),
        coreHigh: Number(row.dataset.coreHigh),
        high: Number(row.dataset.high),
        colour: row.dataset.colour,
        isFault: row.dataset.fault === "1",
        cells: [...row.cells].map((cell) => cell.textContent.trim()),
        shape: row.querySelector(".swatch path").getAttribute("d"),
        quote: row.querySelector("a.quote"),
      }));
  }

  function levelsOf(figure) {
    return JSON.parse(figure.dataset.held).map((level) => ({
      ...level,
      from: new Date(level.from),
      to: level.to === null ? null : new Date(level.to),
    }));
  }

  function timeScale(marks, levels, width) {
    const times = [...marks.map((mark) => mark.at), ...levels.map((level) => level.from)];
    const [first, last] = d3.extent(times);
    const pad = Math.max((last - first) * 0.06, 7 * 864e5);
    return d3.scaleUtc([new Date(first - pad), new Date(+last + pad)], [MARGIN.left, width - MARGIN.right]);
  }

  function valueScale(marks, levels, others) {
    const values = [
      ...marks.flatMap((mark) => [mark.low, mark.high]),
      ...levels.flatMap((level) => [level.low, level.high]),
      ...others.map((other) => other.v),
    ];
    const [low, high] = d3.extent(values);
    const pad = (high - low) * 0.06 || Math.abs(high) * 0.05 || 1;
    return d3.scaleLinear([low - pad, high + pad], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  }

  function line(parent, name, x1, y1, x2, y2) {
    return parent.append("line").attr("class", name).attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2);
  }

  function draw(figure) {
    const marks = marksOf(document.getElementById(figure.dataset.table));
    figure.replaceChildren();
    if (marks.length === 0) return;
    const levels = levelsOf(figure);
    const others = JSON.parse(figure.dataset.other);
    const width = figure.clientWidth || 640;
    const x = timeScale(marks, levels, width);
    const y = valueScale(marks, levels, others);
    const svg = d3.select(figure).append("svg").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("role", "group");
    svg.attr("aria-labelledby", figure.closest("section").getAttribute("aria-labelledby"));
    drawAxes(svg, x, y, width);
    for (const level of levels) drawLevel(svg, level, x, y, width);
    for (const other of others) drawOther(svg, other, y, width);
    const hover = document.createElement("div");
    hover.className = "hover";
    hover.hidden = true;
    for (const mark of marks) drawMark(svg, mark, x, y, hover, figure);
    figure.append(hover);
  }

  function drawAxes(svg, x, y, width) {
    // Browsers know no Kazakh: days as digits read the same in every language, numbers are as in Russian.
    const date = d3.utcFormat("%Y-%m-%d");
    const number = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "ru", { notation: "compact", maximumFractionDigits: 2 });
    const bottom = d3.axisBottom(x).ticks(Math.max(2, Math.floor(width / 180))).tickFormat(date);
    const left = d3.axisLeft(y).ticks(5).tickFormat((value) => number.format(value));
    const axes = svg.append("g").attr("aria-hidden", "true");
    axes.append("g").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(bottom);
    axes.append("g").attr("transform", `translate(${MARGIN.left},0)`).call(left);
  }

  function drawLevel(svg, level, x, y, width) {
    const from = x(level.from);
    const to = level.to === null ? width - MARGIN.right : x(level.to);
    const group = svg.append("g").attr("aria-hidden", "true");
    const top = y(level.high);
    group.append("rect").attr("class", "band").attr("x", from).attr("width", Math.max(2, to - from));
    group.select("rect").attr("y", top).attr("height", Math.max(2, y(level.low) - top));
    line(group, "held", from, y(level.v), to, y(level.v));
  }

  function drawOther(svg, other, y, width) {
    const group = svg.append("g").attr("aria-hidden", "true");
    line(group, "other", MARGIN.left, y(other.v), width - MARGIN.right, y(other.v));
    const text = group.append("text").attr("x", width - MARGIN.right).attr("y", y(other.v) - 4).attr("text-anchor", "end");
    text.text(other.label[document.documentElement.lang]);
  }

  function drawMark(svg, mark, x, y, hover, figure) {
    const at = x(mark.at);
    const link = svg.append("a").attr("href", mark.quote.getAttribute("href"));
    link.attr("class", `s${mark.colour}${mark.isFault ? " fault" : ""}`);
    link.attr("aria-label", mark.cells.join(", "));
    line(link, "allowed", at, y(mark.low), at, y(mark.high));
    line(link, "asserted", at, y(mark.coreLow), at, y(mark.coreHigh));
    link.append("path").attr("class", "point").attr("d", mark.shape).attr("transform", `translate(${at},${y(mark.value)})`);
    const show = () => showHover(hover, mark, at, y(mark.value), figure);
    const hide = () => (hover.hidden = true);
    link.on("pointerenter", show).on("focus", show).on("pointerleave", hide).on("blur", hide);
  }

  function showHover(hover, mark, left, top, figure) {
    const [published, source, value, , , verdict] = mark.cells;
    const quote = document.createElement("p");
    quote.lang = mark.quote.lang;
    quote.textContent = mark.quote.textContent.trim();
    const facts = document.createElement("p");
    facts.textContent = `${source}, ${published}: ${value} – ${verdict}`;
    hover.replaceChildren(facts, quote);
    hover.hidden = false;
    hover.style.left = `${Math.max(0, Math.min(left + 10, figure.clientWidth - hover.offsetWidth - 4))}px`;
    hover.style.top = `${top + 14}px`;
  }

  // A page may hold hundreds of periods: each is drawn when its section comes into view.
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      const figure = entry.target.querySelector("figure.chart");
      figure.dataset.drawn = "1";
      draw(figure);
    }
  }, { rootMargin: "600px" });
  for (const section of document.querySelectorAll("section.cell")) seen.observe(section);

  function redraw() {
    for (const figure of document.querySelectorAll("figure.chart[data-drawn]")) draw(figure);
  }
  document.addEventListener("esep-language", redraw);
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) redraw();
    width = window.innerWidth;
  });
})();
