// SPDX-License-Identifier: Apache-2.0
// A small line over the last minutes, in SVG. No axis: the figure beside it
// says where it is now, its title where it was.

const svg = 'http://www.w3.org/2000/svg';
const width = 200;
const height = 48;
const points = 120;

function shape(name, className) {
  const made = document.createElementNS(svg, name);
  made.setAttribute('class', className);
  return made;
}

export class Chart {
  #values = [];
  #line = shape('path', 'line');
  #area = shape('path', 'area');
  #title = document.createElementNS(svg, 'title');

  constructor(format) {
    this.format = format;
    this.element = shape('svg', 'chart');
    this.element.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.element.setAttribute('preserveAspectRatio', 'none');
    this.element.setAttribute('role', 'img');
    this.element.append(this.#title, this.#area, this.#line);
  }

  add(value) {
    this.#values.push(value);
    if (this.#values.length > points) this.#values.shift();
    this.#draw();
  }

  #draw() {
    const most = Math.max(...this.#values, Number.EPSILON);
    const at = this.#values.map((value, i) => {
      const x = width - (this.#values.length - 1 - i) * (width / (points - 1));
      return `${x.toFixed(1)},${(height - 2 - (value / most) * 42).toFixed(1)}`;
    });
    const first = at[0].split(',')[0];
    this.#line.setAttribute('d', `M${at.join('L')}`);
    this.#area.setAttribute(
      'd',
      `M${first},${height}L${at.join('L')}L${width},${height}Z`,
    );
    this.#title.textContent =
      `up to ${this.format(most)} in the last ${this.#values.length} s`;
  }
}
