// Hands every figure with data to uPlot: values under the pointer, zoom by dragging, back by a double click. The drawing stays for print.
const samovarCharts = (() => {
  "use strict";
  const role = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const figures = new Map();
  const text = value => value == null ? "–" : String(+value.toPrecision(4)).replace("-", "−");
  const whole = value => value == null ? "" : Math.abs(value) < 10000 ? text(value) : Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, "\u202F");
  const columns = data => data.mean ? [data.x, data.y, data.mean] : [data.x, data.y];

  const axis = size => ({
    stroke: () => role("--soft"),
    grid: { stroke: () => role("--line"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
    size,
  });

  const upright = { ...axis(62), values: (_, ticks) => ticks.map(tick => tick == null ? "" : text(tick)) };
  const decades = (plot, ticks) => {
    const few = plot.scales.y.max / plot.scales.y.min < 30;
    return ticks.map(tick => few || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9 ? tick : null);
  };

  const options = (data, width) => ({
    width,
    height: Math.round(width * 0.5),
    scales: { x: { time: false }, y: { distr: data.log ? 3 : 1 } },
    legend: { live: true },
    cursor: { drag: { x: true, y: false } },
    series: [
      { label: data.axis, value: (_, value) => value == null ? "–" : whole(value) },
      {
        label: data.mean ? "recorded" : "value",
        stroke: () => role("--draws") + (data.mean ? "66" : ""),
        width: data.mean ? 1 : 2,
        points: { show: false },
        value: (_, value) => text(value),
      },
      ...(data.mean ? [{
        label: "smoothed",
        stroke: () => role("--draws"),
        width: 2,
        points: { show: false },
        value: (_, value) => text(value),
      }] : []),
    ],
    axes: [
      { ...axis(34), values: (_, ticks) => ticks.map(whole) },
      data.log ? { ...upright, filter: decades, grid: { ...upright.grid, filter: decades } } : upright,
    ],
  });

  const upgrade = root => {
    for (const figure of root.querySelectorAll("figure[data-chart]")) {
      if (figures.has(figure)) continue;
      const data = JSON.parse(figure.dataset.chart);
      const plot = new uPlot(options(data, Math.max(220, figure.clientWidth)), columns(data), figure);
      plot.root.setAttribute("aria-hidden", "true");
      figure.prepend(plot.root);
      figures.set(figure, plot);
    }
  };

  // New numbers for charts that are there already; a chart that someone has zoomed into keeps its place.
  const refresh = (root, fresh) => {
    const next = [...fresh.querySelectorAll("figure[data-chart]")];
    const now = [...root.querySelectorAll("figure[data-chart]")];
    const name = figure => JSON.parse(figure.dataset.chart).name;
    if (now.length === 0 || next.length !== now.length || next.some((figure, index) => name(figure) !== name(now[index]))) return false;
    next.forEach((figure, index) => {
      const plot = figures.get(now[index]);
      const data = JSON.parse(figure.dataset.chart);
      const zoomed = plot.scales.x.min > plot.data[0][0] || plot.scales.x.max < plot.data[0].at(-1);
      now[index].querySelector(":scope > svg").replaceWith(figure.querySelector("svg"));
      now[index].dataset.chart = figure.dataset.chart;
      plot.setData(columns(data), !zoomed);
    });
    return true;
  };

  const forget = () => {
    for (const [figure, plot] of figures) {
      if (!figure.isConnected) {
        plot.destroy();
        figures.delete(figure);
      }
    }
  };

  const redraw = () => figures.forEach(plot => plot.redraw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", () => figures.forEach((plot, figure) => {
    const width = Math.max(220, figure.clientWidth);
    plot.setSize({ width, height: Math.round(width * 0.5) });
  }));
  upgrade(document);
  return { upgrade, refresh, forget };
})();
