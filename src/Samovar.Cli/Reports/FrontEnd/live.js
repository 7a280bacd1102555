// Puts the news of a run into its page. At the end the report takes the page's place, so it stays when the program is gone.
(() => {
  "use strict";
  const at = id => document.getElementById(id);
  const charts = typeof samovarCharts === "undefined" ? null : samovarCharts;
  const source = new EventSource("events");
  let failures = 0;

  const fill = kind => event => {
    const place = at(kind);
    const fresh = document.createElement("template");
    fresh.innerHTML = JSON.parse(event.data);
    if (charts && charts.refresh(place, fresh.content)) return;
    place.replaceChildren(fresh.content);
    if (charts) {
      charts.forget();
      charts.upgrade(place);
    }
  };

  for (const kind of ["progress", "draws-now", "quality", "curves"]) source.addEventListener(kind, fill(kind));
  source.addEventListener("share", event => { at("bar").value = Number(JSON.parse(event.data)); });
  source.addEventListener("now", event => { at("status").textContent = JSON.parse(event.data); });
  source.addEventListener("phase", event => { at("status").textContent = JSON.parse(event.data); });
  source.addEventListener("open", () => { failures = 0; });
  source.addEventListener("error", () => {
    failures += 1;
    if (failures < 4) return;
    source.close();
    at("status").textContent = "The connection is gone: the program was ended. What is shown is the last news.";
  });
  source.addEventListener("stopped", event => {
    source.close();
    at("status").textContent = JSON.parse(event.data);
  });
  source.addEventListener("done", event => {
    source.close();
    const main = document.querySelector("main");
    main.innerHTML = JSON.parse(event.data);
    document.title = document.title.replace("in training", "done");
    if (charts) {
      charts.forget();
      charts.upgrade(main);
    }
  });
})();
