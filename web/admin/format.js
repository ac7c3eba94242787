// SPDX-License-Identifier: Apache-2.0
// Figures as people read them, and elements to put them in.

const short = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumFractionDigits: 1,
});

export const count = (value) => short.format(value ?? 0);
export const bytes = (value) => `${short.format(value ?? 0)}B`;
export const percent = (share) => `${((share ?? 0) * 100).toFixed(1)} %`;
export const milliseconds = (seconds) =>
  `${((seconds ?? 0) * 1000).toFixed(1)} ms`;

export function duration(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${Math.floor(seconds)} s`;
}

// element('td', {className: 'number'}, 'text', child...): text stays text.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}
