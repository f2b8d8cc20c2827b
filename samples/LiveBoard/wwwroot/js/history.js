// The last minutes' samples, oldest first.

const kept = 300;

export class History {
  samples = [];

  /** False for a sample that is here already: the server sends its last minutes anew after every reconnection. */
  add(sample) {
    const last = this.samples.at(-1);
    if (last && Date.parse(sample.at) <= Date.parse(last.at)) return false;
    this.samples.push(sample);
    if (this.samples.length > kept) this.samples.shift();
    return true;
  }
}
