(function () {
  "use strict";
  var WORDS = JSON.parse(document.body.dataset.say || "{}");
  function say(word) { return WORDS[word] || word; }
  var root = document.documentElement;
  var main = document.getElementById("content");
  var nav = document.getElementById("nav");
  var views = Array.from(main.querySelectorAll(":scope > .view"));
  var links = new Map(Array.from(nav.querySelectorAll("a")).map(function (a) { return [a.hash.slice(1), a]; }));
  var title = document.title;
  var current = null;

  // One view at a time. The others stay findable by the browser's own search in the page.
  function show(view) {
    if (view === current) return false;
    views.forEach(function (other) {
      if (other === view) other.removeAttribute("hidden"); else other.setAttribute("hidden", "until-found");
    });
    links.forEach(function (a) { a.removeAttribute("aria-current"); });
    var link = links.get(view.id);
    if (link) {
      link.setAttribute("aria-current", "page");
      link.closest("details")?.setAttribute("open", "");
      if (!drawer() || nav.classList.contains("open")) keepVisible(link);
    }
    document.title = view.id === "overview" ? title : view.dataset.title + " – " + title;
    current = view;
    fillThumbs(view);
    return true;
  }
  function keepVisible(link) {
    var box = link.getBoundingClientRect(), frame = nav.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) nav.scrollTop += box.top - frame.top - frame.height / 2;
  }
  function wanted() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (_) { /* not an anchor of ours */ }
    if (id === "content" || id === "top") return current || views[0];
    return (id && document.getElementById(id)) || views[0];
  }
  function route(y, focus) {
    var target = wanted();
    var view = target.closest(".view") || views[0];
    show(view);
    for (var box = target.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (target.hidden && target.hasAttribute("data-item")) resetFilters(target);
    main.querySelectorAll("mark.lit").forEach(function (m) { m.classList.remove("lit"); });
    if (target.classList.contains("q")) {
      main.querySelectorAll("mark[data-q~='" + target.id + "']").forEach(function (m) { m.classList.add("lit"); });
    }
    if (typeof y === "number") window.scrollTo(0, y);
    else if (target === view) window.scrollTo(0, 0);
    else target.scrollIntoView();
    if (focus) {
      var landing = target === view ? view.querySelector("h1") || view : target;
      if (!landing.hasAttribute("tabindex")) landing.setAttribute("tabindex", "-1");
      landing.focus({ preventScroll: true });
    }
    closeDrawer();
    closeSearch();
  }
  var returning = null;
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  window.addEventListener("popstate", function (event) { returning = event.state && event.state.y; });
  window.addEventListener("hashchange", function () { var y = returning; returning = null; route(y, true); });
  document.addEventListener("click", function (event) {
    var a = event.target.closest && event.target.closest("a[href^='#']");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try { history.replaceState({ y: window.scrollY }, ""); } catch (_) { /* not on every scheme */ }
    if (a.hash === location.hash && a.hash !== "#content") { event.preventDefault(); route(undefined, true); }
  });
  views.forEach(function (view) {
    view.addEventListener("beforematch", function () { show(view); });
  });

  // The drawer of narrow screens.
  var menu = document.getElementById("menu"), veil = document.getElementById("veil");
  var narrow = window.matchMedia("(max-width: 64rem)");
  function drawer() { return narrow.matches; }
  function openDrawer() {
    nav.classList.add("open"); veil.hidden = false; menu.setAttribute("aria-expanded", "true");
    (nav.querySelector("[aria-current]") || nav.querySelector("a")).focus();
  }
  function closeDrawer() {
    if (!nav.classList.contains("open")) return false;
    nav.classList.remove("open"); veil.hidden = true; menu.setAttribute("aria-expanded", "false");
    return true;
  }
  menu.addEventListener("click", function () { if (!closeDrawer()) openDrawer(); });
  veil.addEventListener("click", closeDrawer);
  nav.addEventListener("focusout", function (event) {
    if (drawer() && event.relatedTarget && !nav.contains(event.relatedTarget) && event.relatedTarget !== menu) closeDrawer();
  });

  // Colours: as the system, light, dark.
  var theme = document.getElementById("theme");
  function named() {
    var name = root.dataset.theme || "";
    theme.setAttribute("aria-label", say("Colours") + ": " + say(name || "as the system"));
    theme.title = theme.getAttribute("aria-label");
  }
  theme.addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("specstep-theme", root.dataset.theme); } catch (_) { /* lasts as long as the page */ }
    named();
  });
  named();

  // Filters.
  var filters = Array.from(document.querySelectorAll("[data-filters]"));
  filters.forEach(function (bar) {
    bar.addEventListener("input", function () { apply(bar); });
    apply(bar);
  });
  function items(bar) { return document.getElementById(bar.dataset.filters).querySelectorAll("[data-item]"); }
  function apply(bar) {
    var words = fold((bar.querySelector("[data-words]") || { value: "" }).value).split(/\s+/).filter(Boolean);
    var picked = Array.from(bar.querySelectorAll("select[data-key], input[data-key]:checked"));
    var shown = 0, all = items(bar);
    all.forEach(function (item) {
      var text = words.length ? fold(item.textContent) : "";
      item.hidden = !(picked.every(function (p) { return !p.value || item.dataset[p.dataset.key] === p.value; }) &&
        words.every(function (word) { return text.includes(word); }));
      if (!item.hidden) shown += 1;
    });
    bar.querySelector(".tally").textContent = shown === all.length ? all.length + " " + say("shown") : shown + " / " + all.length + " " + say("shown");
  }
  function resetFilters(item) {
    filters.forEach(function (bar) {
      if (!document.getElementById(bar.dataset.filters).contains(item)) return;
      bar.querySelectorAll("select, input[type=search]").forEach(function (f) { f.value = ""; });
      bar.querySelectorAll("input[type=radio]").forEach(function (f) { f.checked = f.value === ""; });
      apply(bar);
    });
  }

  // Full-text search.
  function fold(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  var input = document.getElementById("search"), found = document.getElementById("found");
  var list = document.getElementById("found-list"), count = document.getElementById("found-count");
  var entries = null, SHOWN = 30;
  function words(element) {
    var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), parts = [];
    while (walker.nextNode()) parts.push(walker.currentNode.data);
    return parts.join(" ");
  }
  function entry(kind, name, anchor, text) {
    text = text.replace(/\s+/g, " ").trim();
    if (text.startsWith(name)) text = text.slice(name.length).trim();
    return { kind: kind, name: name, anchor: anchor, text: text, folded: fold(name + " " + text), head: fold(name) };
  }
  function index() {
    var all = [];
    main.querySelectorAll("[data-find]").forEach(function (el) {
      var anchor = el.id || (el.closest("[id]") || main).id;
      all.push(entry(el.dataset.find, el.dataset.title, anchor, words(el)));
    });
    main.querySelectorAll(".document").forEach(function (view) {
      var name = view.dataset.title, anchor = view.id, text = [];
      function flush() { if (text.length) all.push(entry(view.dataset.title, name, anchor, text.join(" "))); text = []; }
      Array.from(view.querySelector(".prose").children).forEach(function (el) {
        if (/^H[1-6]$/.test(el.tagName)) { flush(); name = el.textContent; anchor = el.id || view.id; text.push(""); }
        else if (el.tagName !== "FIGURE") text.push(words(el));
      });
      flush();
    });
    return all;
  }
  var FIRST = { Requirement: 8, "Open question": 7, Term: 6, Decision: 6, Scenario: 4, Task: 4, Fact: 3, Transcript: 2 };
  function find(query) {
    var words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    return entries.filter(function (e) { return words.every(function (w) { return e.folded.includes(w); }); })
      .map(function (e) {
        var inHead = words.filter(function (w) { return e.head.includes(w); }).length;
        return { e: e, rank: inHead * 10 + (FIRST[e.kind] || 0) + (e.head.startsWith(words[0]) ? 5 : 0) - Math.min(e.text.length / 2000, 4) };
      })
      .sort(function (a, b) { return b.rank - a.rank; })
      .map(function (r) { return r.e; });
  }
  function snippet(element, text, words) {
    var low = text.toLowerCase(); // folding could change lengths, and with them the places
    var at = Math.min.apply(null, words.map(function (w) { var i = low.indexOf(w); return i < 0 ? Infinity : i; }));
    var from = at === Infinity ? 0 : Math.max(0, at - 50);
    var cut = (from ? "… " : "") + text.slice(from, from + 150) + (from + 150 < text.length ? " …" : "");
    var pattern = new RegExp("(" + words.map(function (w) { return w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|") + ")", "gi");
    cut.split(pattern).forEach(function (part, i) {
      if (!part) return;
      if (i % 2) { var m = document.createElement("mark"); m.textContent = part; element.append(m); } else element.append(part);
    });
  }
  function search() {
    entries = entries || index();
    var hits = find(input.value);
    list.replaceChildren();
    found.hidden = hits === null;
    if (hits === null) { count.textContent = ""; return; }
    count.textContent = hits.length === 0 ? say("Nothing found") : (hits.length > SHOWN ? SHOWN + " / " : "") + hits.length + " " + say(hits.length === 1 ? "place" : "places");
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits.slice(0, SHOWN).forEach(function (hit) {
      var li = document.createElement("li"), a = document.createElement("a");
      var kind = document.createElement("span"), name = document.createElement("strong"), text = document.createElement("span");
      kind.className = "kind"; kind.textContent = say(hit.kind); name.textContent = hit.name; text.className = "snippet";
      snippet(text, hit.text, words);
      a.href = "#" + hit.anchor; a.append(kind, name, text); li.append(a); list.append(li);
    });
    found.scrollTop = 0;
  }
  function closeSearch() { var open = !found.hidden; found.hidden = true; return open; }
  input.addEventListener("input", search);
  input.addEventListener("focus", function () { if (input.value) search(); });
  list.addEventListener("click", closeSearch);
  document.addEventListener("click", function (event) { if (!event.target.closest(".search")) closeSearch(); });
  document.querySelector(".search").addEventListener("focusout", function (event) {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) closeSearch();
  });
  document.querySelector(".search").addEventListener("keydown", function (event) {
    var hits = Array.from(list.querySelectorAll("a")), at = hits.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); hits[Math.min(at + 1, hits.length - 1)].focus(); }
    else if (event.key === "ArrowUp" && hits.length) { event.preventDefault(); if (at <= 0) input.focus(); else hits[at - 1].focus(); }
    else if (event.key === "Enter" && at < 0 && hits.length && !found.hidden) { event.preventDefault(); hits[0].click(); }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
    else if (event.key === "Escape") {
      if (closeDrawer()) menu.focus();
      else if (closeSearch()) input.focus();
      else if (event.target === input) input.blur();
    }
  });

  // Diagrams: thumbnails come from the pictures that are already there; any can be enlarged.
  function fillThumbs(view) {
    view.querySelectorAll(".thumb:empty").forEach(function (thumb) {
      var picture = document.querySelector("#" + CSS.escape(thumb.dataset.picture) + " img");
      if (!picture) return;
      var img = document.createElement("img");
      img.alt = ""; img.src = picture.src; thumb.append(img);
    });
  }
  var dialog = document.getElementById("enlarged"), body = document.getElementById("enlarged-body");
  var size = document.getElementById("enlarged-size");
  main.addEventListener("click", function (event) {
    var figure = event.target.closest(".enlarge, .canvas img") && event.target.closest(".figure");
    if (!figure) return;
    var picture = figure.querySelector("img"), img = document.createElement("img");
    img.src = picture.src; img.alt = picture.alt;
    body.replaceChildren(img); body.classList.remove("full"); size.setAttribute("aria-pressed", "false");
    document.getElementById("enlarged-title").textContent = figure.dataset.title;
    dialog.showModal();
  });
  size.addEventListener("click", function () { size.setAttribute("aria-pressed", String(body.classList.toggle("full"))); });
  document.getElementById("enlarged-close").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", function () { body.replaceChildren(); });

  // Paper shows everything.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(main.querySelectorAll("details:not([open])"));
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (d) { d.open = false; }); });

  main.classList.add("ready");
  route(undefined, false);
})();
