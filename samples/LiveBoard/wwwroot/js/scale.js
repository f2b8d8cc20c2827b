// From values to places, and a smooth line through them.

/** The least of 1, 2, 5, 10, 20, … that is not below value. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value * 0.999);
}

/** Splits where samples are missing, so that no line is drawn through a time nobody saw. */
export function runs(samples, longestGap) {
  const found = [];
  let run = [];
  for (const sample of samples) {
    if (run.length > 0 && sample.time - run.at(-1).time > longestGap) {
      found.push(run);
      run = [];
    }
    run.push(sample);
  }
  if (run.length > 0) found.push(run);
  return found;
}

/** A monotone cubic through the points (Fritsch and Carlson): smooth, and never beyond the values themselves. */
export function trace(path, xs, ys) {
  const count = xs.length;
  path.moveTo(xs[0], ys[0]);
  if (count === 1) {
    path.lineTo(xs[0] + 0.01, ys[0]);
    return;
  }

  const slopes = new Array(count - 1);
  for (let i = 0; i < count - 1; i++) slopes[i] = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]);

  const tangents = new Array(count);
  tangents[0] = slopes[0];
  tangents[count - 1] = slopes[count - 2];
  for (let i = 1; i < count - 1; i++) {
    const [a, b] = [slopes[i - 1], slopes[i]];
    tangents[i] = a * b <= 0 ? 0 : 2 * a * b / (a + b);
  }

  for (let i = 0; i < count - 1; i++) {
    const third = (xs[i + 1] - xs[i]) / 3;
    path.bezierCurveTo(xs[i] + third, ys[i] + third * tangents[i], xs[i + 1] - third, ys[i + 1] - third * tangents[i + 1], xs[i + 1], ys[i + 1]);
  }
}
