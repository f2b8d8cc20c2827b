// One chart of values over time on a canvas, drawn anew for each moment it is asked to show.

import { clock } from "./format.js";
import { runs, trace } from "./scale.js";

const labelSpace = 20; // below, for the time
const topSpace = 8;
const longestGap = 3500; // ms without a sample before the line breaks

export class Chart {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} options
   * @param {(samples: any[]) => { values: (sample: any) => number | undefined, color: string, width: number, alpha?: number, fill?: boolean }[]} options.series
   * @param {(samples: any[]) => number} options.top the value at the upper edge
   * @param {(value: number) => string} options.label text on the value axis
   */
  constructor(canvas, options) {
    this.canvas = canvas;
    this.options = options;
    this.pointer = null; // where the pointer is, in CSS pixels from the left
    canvas.addEventListener("pointermove", event => { this.pointer = event.offsetX; });
    canvas.addEventListener("pointerleave", () => { this.pointer = null; });
    this.shown = null; // what was drawn last
    new ResizeObserver(() => this.fit()).observe(canvas);
    this.fit();
  }

  /** Takes the canvas's size, which clears it. The chart is drawn again before the browser paints. */
  fit() {
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    if (this.shown) this.draw(...this.shown);
  }

  /** The sample under the pointer, or undefined. */
  pointed(samples, end, span) {
    if (this.pointer === null || samples.length === 0) return undefined;
    const time = end - span + span * this.pointer / this.width;
    return samples.reduce((best, sample) => Math.abs(sample.time - time) < Math.abs(best.time - time) ? sample : best);
  }

  /** Draws what happened in the `span` ms before `end`. */
  draw(samples, end, span, palette) {
    this.shown = [samples, end, span, palette];
    const context = this.canvas.getContext("2d");
    const bottom = this.height - labelSpace;
    const from = end - span;
    const shown = samples.filter(sample => sample.time > from - longestGap);
    this.top = approach(this.top, this.options.top(shown));
    const x = time => (time - from) / span * this.width;
    const y = value => bottom - value / this.top * (bottom - topSpace);

    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.drawGrid(context, y, bottom, palette);
    this.drawTimes(context, x, from, end, span, bottom, palette);
    context.save();
    context.beginPath();
    context.rect(0, 0, this.width, bottom + 1);
    context.clip();
    for (const line of this.options.series(shown)) {
      for (const run of runs(shown, longestGap)) this.drawLine(context, line, run, x, y, bottom, palette);
    }
    context.restore();
    this.drawAxisLabels(context, y, palette);

    const pointed = this.pointed(shown, end, span);
    if (pointed) this.drawPointer(context, pointed, shown, x, y, bottom, palette);
  }

  drawLine(context, { values, color, width, alpha = 1, fill = false }, run, x, y, bottom, palette) {
    const points = run.filter(sample => values(sample) !== undefined);
    if (points.length === 0) return;
    const xs = points.map(sample => x(sample.time));
    const ys = points.map(sample => y(values(sample)));
    const path = new Path2D();
    trace(path, xs, ys);

    const stroke = palette(color);
    if (fill) {
      const area = new Path2D(path);
      area.lineTo(xs.at(-1), bottom);
      area.lineTo(xs[0], bottom);
      area.closePath();
      const gradient = context.createLinearGradient(0, topSpace, 0, bottom);
      gradient.addColorStop(0, stroke);
      gradient.addColorStop(1, `${stroke}00`); // the colour itself, unseen: "transparent" is black, and greys what lies between
      context.globalAlpha = 0.26;
      context.fillStyle = gradient;
      context.fill(area);
    }

    context.globalAlpha = alpha;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = context.lineCap = "round";
    context.stroke(path);
    context.globalAlpha = 1;
  }

  drawGrid(context, y, bottom, palette) {
    context.lineWidth = 1;
    for (let quarter = 0; quarter <= 4; quarter++) {
      const at = Math.round(y(this.top * quarter / 4)) + 0.5;
      context.strokeStyle = palette(quarter === 0 ? "line" : "grid");
      context.beginPath();
      context.moveTo(0, at);
      context.lineTo(this.width, at);
      context.stroke();
    }
  }

  drawAxisLabels(context, y, palette) {
    context.font = `11px ${palette("sans")}`;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.lineWidth = 3;
    context.lineJoin = "round";
    for (const part of this.height > 200 ? [0.25, 0.5, 0.75, 1] : [0.5, 1]) {
      const text = this.options.label(this.top * part);
      context.strokeStyle = palette("surface"); // a margin, so that lines pass behind the text
      context.strokeText(text, 0, y(this.top * part) + 3);
      context.fillStyle = palette("muted");
      context.fillText(text, 0, y(this.top * part) + 3);
    }
  }

  drawTimes(context, x, from, end, span, bottom, palette) {
    const step = [5, 10, 15, 30, 60, 120].map(seconds => seconds * 1000).find(ms => ms / span * this.width >= 88) ?? 120_000;
    context.font = `11px ${palette("sans")}`;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    for (let time = Math.ceil(from / step) * step; time < end; time += step) {
      const at = x(time);
      context.globalAlpha = Math.max(0, Math.min(1, (at - 24) / 20, (this.width - 24 - at) / 20)); // comes and goes softly at the edges
      context.fillStyle = palette("muted");
      context.fillText(clock.format(time), at, this.height);
      context.globalAlpha = 1;
      context.fillStyle = palette("line");
      context.fillRect(at, bottom, 1, 4);
    }
  }

  drawPointer(context, sample, shown, x, y, bottom, palette) {
    const at = x(sample.time);
    context.strokeStyle = palette("muted");
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at, topSpace);
    context.lineTo(at, bottom);
    context.stroke();
    for (const { values, color } of this.options.series(shown)) {
      if (values(sample) === undefined) continue;
      context.beginPath();
      context.arc(at, y(values(sample)), 3, 0, 2 * Math.PI);
      context.fillStyle = palette(color);
      context.fill();
      context.strokeStyle = palette("surface");
      context.stroke();
    }
  }
}

// The scale glides to its new upper edge.
function approach(now, goal) {
  if (now === undefined || Math.abs(goal - now) < goal * 0.01) return goal;
  return now + (goal - now) * 0.2;
}
