const units = ["", "k", "M", "G", "T"];

function scaled(value, digits) {
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return [value >= 100 || Number.isInteger(value) ? Math.round(value) : +value.toFixed(digits), units[unit]];
}

export const none = "–";

/** 1234 becomes "1.2 k". */
export function number(value) {
  const [short, unit] = scaled(value, 1);
  return unit ? `${short} ${unit}` : String(short);
}

export function bytes(value) {
  const [short, unit] = scaled(value, 1);
  return `${short} ${unit}B`;
}

/** Milliseconds, as "0.4 ms" or "1.2 s". */
export function lag(value) {
  if (value == null)
    return none;
  if (value >= 1000)
    return `${(value / 1000).toFixed(1)} s`;
  return `${value >= 10 ? Math.round(value) : value.toPrecision(2)} ms`;
}

/** Milliseconds, as "3 s", "4 min", "2 h" or "5 d". */
export function duration(value) {
  const seconds = Math.max(0, value) / 1000;
  if (seconds < 1)
    return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 100)
    return `${Math.round(seconds)} s`;
  if (seconds < 6000)
    return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

export const clock = time => new Date(time).toLocaleTimeString();

export const moment = time => new Date(time).toLocaleString();

/** ServerStopping becomes "server stopping". */
export const words = name => name.replace(/(?<=.)[A-Z]/g, letter => " " + letter).toLowerCase();
