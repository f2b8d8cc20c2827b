// The charts and the current figures.

import { Chart } from "./chart.js";
import { bytes, clock, percent } from "./format.js";
import { History } from "./history.js";
import { followLoad } from "./load-feed.js";
import { roundUp } from "./scale.js";
import { showState } from "./state.js";
import { palette } from "./theme.js";

const byId = id => document.getElementById(id);
const history = new History();
const delay = 1100; // ms behind the newest sample, so that the line grows evenly instead of jumping
const coreHues = 6;

const seriesOf = {
  cpu: shown => [
    ...(shown.at(-1)?.cpu.cores ?? []).map((_, core) => ({ values: sample => sample.cpu.cores[core], color: coreColor(core), width: 1.25, alpha: 0.75 })),
    { values: sample => sample.cpu.percent, color: "cpu", width: 2.25, fill: true },
  ],
  memory: () => [{ values: sample => sample.memory.used, color: "memory", width: 2, fill: true }],
  network: () => [
    { values: sample => sample.network.in, color: "in", width: 2, fill: true },
    { values: sample => sample.network.out, color: "out", width: 2 },
  ],
};

const charts = [
  chart("cpu", { top: () => 100, label: value => `${value.toFixed(0)}%` }),
  chart("memory", { top: shown => shown.at(-1)?.memory.total ?? 1, label: text }),
  chart("network", {
    top: shown => roundUp(Math.max(10_000, ...shown.map(sample => Math.max(sample.network.in, sample.network.out)))),
    label: value => `${text(value)}/s`,
  }),
];

const readouts = {
  cpu: ({ cpu: { percent: all, cores } }, pointed) => [
    ["all cores", `${percent(all)}%`, "cpu"],
    ...(pointed && cores.length <= 8 ? cores.map((load, core) => [`core ${core}`, `${percent(load)}%`, coreColor(core)]) : []),
  ],
  memory: sample => [["used", `${text(sample.memory.used)} of ${text(sample.memory.total)}`, "memory"]],
  network: sample => [["in", `${text(sample.network.in)}/s`, "in"], ["out", `${text(sample.network.out)}/s`, "out"]],
};

let span = 120_000;
let lag = null; // between this browser's clock and the server's, travel included

export function startLoad() {
  followLoad({ onSample: take, onState: state => showState(byId("load-state"), state) });
  for (const choice of document.querySelectorAll("input[name=range]")) {
    choice.addEventListener("change", () => { span = choice.value * 1000; });
  }
  requestAnimationFrame(frame);
  describeMachine();
}

function take(sample) {
  if (!history.add(sample)) return;
  sample.time = Date.parse(sample.at);
  const lagNow = Date.now() - sample.time;
  lag = lag === null || Math.abs(lagNow - lag) > 2000 ? lagNow : lag + (lagNow - lag) * 0.1;
  showFigures(sample);
  showCores(sample.cpu.cores);
}

function showFigures({ cpu, memory, network }) {
  byId("cpu").textContent = percent(cpu.percent);
  byId("cpu-note").textContent = cpu.cores.length > 0 ? `busiest core ${percent(Math.max(...cpu.cores))}%` : "of this process";
  show("memory", memory.used);
  byId("memory-note").textContent = `${percent(100 * memory.used / memory.total)}% of ${text(memory.total)}`;
  show("in", network.in, "/s");
  show("out", network.out, "/s");
  const recent = history.samples.slice(-60);
  byId("in-note").textContent = `peak ${text(Math.max(...recent.map(item => item.network.in)))}/s`;
  byId("out-note").textContent = `peak ${text(Math.max(...recent.map(item => item.network.out)))}/s`;
}

function show(id, value, per = "") {
  const [figure, unit] = bytes(value);
  byId(id).textContent = figure;
  byId(`${id}-unit`).textContent = unit + per;
}

function showCores(cores) {
  const list = byId("cores");
  while (list.children.length > cores.length) list.lastChild.remove();
  while (list.children.length < cores.length) list.append(coreRow(list.children.length));
  cores.forEach((load, core) => {
    const row = list.children[core];
    row.querySelector(".fill").style.transform = `scaleX(${load / 100})`;
    row.querySelector(".percent").textContent = `${percent(load)}%`;
  });
}

function coreRow(core) {
  const row = document.createElement("li");
  const [name, track, fill, figure] = ["span", "span", "div", "span"].map(tag => document.createElement(tag));
  name.textContent = `core ${core}`;
  track.className = "track";
  fill.className = "fill";
  figure.className = "percent";
  row.style.setProperty("--core", `var(--${coreColor(core)})`);
  track.append(fill);
  row.append(name, track, figure);
  return row;
}

function chart(name, { top, label }) {
  return { name, shape: new Chart(byId(`${name}-chart`), { series: seriesOf[name], top, label }), readout: byId(`${name}-readout`) };
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

function frame() {
  // The next is worth drawing once things have moved by half a pixel: the page should not be the load that it shows.
  const pixel = span / Math.max(1, charts[0].shape.width);
  const pointing = charts.some(({ shape }) => shape.pointer !== null);
  setTimeout(() => requestAnimationFrame(frame), still.matches ? 1000 : pointing ? 0 : Math.min(100, pixel / 2));
  if (lag !== null) draw();
}

function draw() {
  const newest = history.samples.at(-1).time;
  const end = Math.min(Date.now() - lag, newest + 60_000) - (still.matches ? 0 : delay);
  for (const { name, shape, readout } of charts) {
    shape.draw(history.samples, end, span, palette);
    const pointed = shape.pointed(history.samples, end, span);
    write(readout, readouts[name](pointed ?? history.samples.at(-1), pointed), pointed && clock.format(pointed.time));
  }
}

function write(readout, parts, time) {
  const wanted = JSON.stringify([parts, time]);
  if (readout.dataset.shown === wanted) return;
  readout.dataset.shown = wanted;
  readout.replaceChildren(...parts.map(([name, value, color]) => {
    const item = document.createElement("span");
    const key = document.createElement("i");
    key.style.background = `var(--${color})`;
    item.append(key, `${name} ${value}`);
    return item;
  }), time ?? "");
}

async function describeMachine() {
  const answer = await fetch("/machine");
  const machine = await answer.json();
  byId("machine").textContent = `${machine.name} · ${machine.system} · ${machine.cores} ${machine.cores === 1 ? "core" : "cores"} · ${machine.runtime}`;
  byId("sources").textContent = `Read each second. CPU: ${machine.cpuSource}. Memory: ${machine.memorySource}. Network: ${machine.networkSource}.`;
}

function coreColor(core) {
  return `core-${core % coreHues}`;
}

function text(value) {
  return bytes(value).join(" ");
}
