'use strict';
// Everything on this page reads without this script; it adds the cursor read-out, zoom, copying and filters.
(() => {
  const UNITS = 10000, NS = 'http://www.w3.org/2000/svg';
  const make = (name, attributes = {}, text = '') => {
    const node = document.createElement(name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    node.textContent = text;
    return node;
  };
  const draw = (name, attributes, text = '') => {
    const node = document.createElementNS(NS, name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    node.textContent = text;
    return node;
  };
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const minus = text => (/^-0?\.?0*$/.test(text) ? text.slice(1) : text.replace('-', '\u2212'));

  // --- axes -----------------------------------------------------------------------------------------------------------------
  class Axis {
    constructor(text) {
      const [scale, min, max, name, unit] = text.split('|');
      Object.assign(this, { log: scale === 'log', whole: scale === 'whole', min: +min, max: +max, name, unit });
    }
    at(fraction) {
      return this.log ? this.min * Math.pow(this.max / this.min, fraction) : this.min + fraction * (this.max - this.min);
    }
    fraction(value) {
      return this.log ? Math.log(value / this.min) / Math.log(this.max / this.min) : (value - this.min) / (this.max - this.min);
    }
    // Ticks between two fractions of the axis: round numbers, about as many as asked for.
    ticks(from, to, about) {
      const low = this.at(from), high = this.at(to);
      if (!this.log || high / low < 3) return this.linear(low, high, about);
      for (const steps of [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
        const ticks = [];
        for (let decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10)
          for (const step of steps) if (decade * step >= low * 0.999999 && decade * step <= high * 1.000001) ticks.push(decade * step);
        if (ticks.length <= about) return ticks;
      }
      return [];
    }
    linear(low, high, about) {
      const raw = (high - low) / about, decade = Math.pow(10, Math.floor(Math.log10(raw)));
      const step = Math.max(decade * [1, 2, 5, 10].find(s => s * decade >= raw * 0.999999), this.whole ? 1 : 0), ticks = [];
      for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) ticks.push(n * step);
      return ticks;
    }
    label(value) {
      const big = Math.abs(value) >= 1000;
      return minus(String(+(big ? value / 1000 : value).toPrecision(6))) + (big ? 'k' : '');
    }
    // A value with as many digits as the drawing resolves.
    text(value, from = 0, to = 1) {
      const unit = this.unit ? '\u00a0' + this.unit : '';
      if (this.log) return value >= 1000 ? (value / 1000).toPrecision(4) + '\u00a0k' + this.unit : value.toPrecision(4) + unit;
      const decimals = clamp(Math.ceil(-Math.log10(Math.abs(this.at(to) - this.at(from)) * 0.0025)), 0, 9);
      return minus(value.toFixed(decimals)) + unit;
    }
  }

  // --- traces ---------------------------------------------------------------------------------------------------------------
  // The first run of relative steps of a path, as points in plot units; that is the curve, what follows closes an area.
  const points = d => {
    const found = [];
    let x = 0, y = 0;
    for (const [, command, numbers] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
      const values = (numbers.match(/-?\d+/g) || []).map(Number);
      if (command === 'M' && found.length === 0) { [x, y] = values; found.push([x, y]); }
      else if (command === 'l') { for (let i = 0; i + 1 < values.length; i += 2) { x += values[i]; y += values[i + 1]; found.push([x, y]); } break; }
      else break;
    }
    return found;
  };
  // Start and end of every piece of a path made of pieces: stems and marks.
  const pieces = d => d.split('M').filter(Boolean).map(piece => {
    const start = piece.match(/-?\d+/g).map(Number), end = piece.match(/V(-?\d+)/), width = piece.match(/h(\d+)/);
    return { x: start[0], y: end ? +end[1] : start[1], width: width ? +width[1] : 0 };
  });
  const interpolate = (curve, x) => {
    if (curve.length < 2 || x < curve[0][0] || x > curve[curve.length - 1][0]) return null;
    let low = 0, high = curve.length - 1;
    while (high - low > 1) { const middle = (low + high) >> 1; if (curve[middle][0] <= x) low = middle; else high = middle; }
    const [x0, y0] = curve[low], [x1, y1] = curve[high];
    return x1 === x0 ? y1 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
  };

  // --- one plot -------------------------------------------------------------------------------------------------------------
  class Plot {
    constructor(figure) {
      this.figure = figure;
      this.svg = figure.querySelector('svg.chart');
      this.area = this.svg.querySelector('svg.area');
      this.box = Object.fromEntries(['x', 'y', 'width', 'height'].map(name => [name, +this.area.getAttribute(name)]));
      this.x = new Axis(this.svg.dataset.x);
      this.y = new Axis(this.svg.dataset.y);
      this.lanes = +(this.svg.dataset.lanes || 0);
      this.full = { x0: 0, x1: UNITS, y0: 0, y1: UNITS };
      this.view = { ...this.full };
      this.cursor = null;
      const legend = [...figure.querySelectorAll('.legend li')];
      this.traces = [...this.area.querySelectorAll('path[data-name]')].map((path, n) => {
        const style = path.classList[0], d = path.getAttribute('d');
        return { path, style, item: legend[n], curve: ['stems', 'marks'].includes(style) ? pieces(d) : points(d), lane: path.dataset.lane };
      });
      this.decorate();
      this.listen();
    }

    decorate() {
      this.figure.classList.add('live');
      this.hair = draw('path', { class: 'hair', d: '', 'vector-effect': 'non-scaling-stroke' });
      this.band = draw('rect', { class: 'band', x: 0, y: 0, width: 0, height: UNITS, visibility: 'hidden' });
      this.area.append(this.band, this.hair);
      this.readout = make('output', { class: 'readout' });
      const caption = this.figure.querySelector('figcaption'), tools = make('span', { class: 'tools' });
      for (const [text, title, action] of [['+', 'zoom in', () => this.scale(0.5)], ['\u2212', 'zoom out', () => this.scale(2)], ['\u21ba', 'show all', () => this.show(this.full)]]) {
        const button = make('button', { type: 'button', title, 'aria-label': title + ': ' + caption.textContent }, text);
        button.addEventListener('click', action);
        tools.append(button);
      }
      caption.append(this.readout, tools);
      for (const trace of this.traces) {
        const name = trace.item.querySelector('span'), button = make('button', { type: 'button', 'aria-pressed': 'true', title: 'show or hide' });
        button.append(...trace.item.childNodes);
        trace.value = make('b');
        button.append(trace.value);
        trace.item.append(button);
        button.addEventListener('click', () => {
          const hidden = button.getAttribute('aria-pressed') === 'true';
          button.setAttribute('aria-pressed', String(!hidden));
          trace.path.style.display = hidden ? 'none' : '';
          const dots = trace.path.nextElementSibling;
          if (dots && dots.classList.contains('dots')) dots.style.display = trace.path.style.display;
        });
        trace.name = name.textContent;
      }
      this.svg.tabIndex = 0;
      this.svg.setAttribute('aria-keyshortcuts', 'ArrowLeft ArrowRight + - 0');
    }

    listen() {
      const unit = event => {
        const onPage = this.svg.getScreenCTM(), fraction = ((event.clientX - onPage.e) / onPage.a - this.box.x) / this.box.width;
        return this.view.x0 + clamp(fraction, 0, 1) * (this.view.x1 - this.view.x0);
      };
      let from = null, touch = false;
      this.svg.addEventListener('pointerdown', event => {
        if (event.button !== 0) return;
        touch = event.pointerType === 'touch';
        from = touch ? null : unit(event);
        if (!touch) this.svg.setPointerCapture(event.pointerId);
      });
      this.svg.addEventListener('pointermove', event => {
        const x = unit(event);
        this.point(x);
        if (from === null) return;
        this.band.setAttribute('x', Math.min(from, x));
        this.band.setAttribute('width', Math.abs(x - from));
        this.band.setAttribute('visibility', 'visible');
      });
      this.svg.addEventListener('pointerup', event => {
        if (from === null) return;
        const to = unit(event), [x0, x1] = [Math.min(from, to), Math.max(from, to)];
        from = null;
        this.band.setAttribute('visibility', 'hidden');
        if (x1 - x0 > (this.view.x1 - this.view.x0) * 0.02) this.show({ ...this.view, x0, x1 });
      });
      this.svg.addEventListener('pointercancel', () => { from = null; this.band.setAttribute('visibility', 'hidden'); });
      this.svg.addEventListener('pointerleave', () => { if (document.activeElement !== this.svg) this.point(null); });
      this.svg.addEventListener('dblclick', () => this.show(this.full));
      this.svg.addEventListener('blur', () => this.point(null));
      this.svg.addEventListener('keydown', event => this.key(event));
    }

    key(event) {
      const span = this.view.x1 - this.view.x0, step = span * (event.shiftKey ? 0.1 : 0.01);
      const cursor = this.cursor ?? this.view.x0 + span / 2;
      const actions = {
        ArrowLeft: () => this.point(cursor - step), ArrowRight: () => this.point(cursor + step),
        Home: () => this.point(this.view.x0), End: () => this.point(this.view.x1),
        '+': () => this.scale(0.5), '=': () => this.scale(0.5), '-': () => this.scale(2),
        0: () => this.show(this.full), Escape: () => this.show(this.full),
      };
      if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      actions[event.key]();
    }

    // Moves the cursor and says the value of every trace there.
    point(x) {
      this.cursor = x === null ? null : clamp(x, this.view.x0, this.view.x1);
      this.hair.setAttribute('d', x === null ? '' : `M${this.cursor} -${UNITS}V${2 * UNITS}`);
      const { x0, x1, y0, y1 } = this.view;
      this.readout.textContent = x === null ? '' : this.x.text(this.x.at(this.cursor / UNITS), x0 / UNITS, x1 / UNITS);
      for (const trace of this.traces) {
        const value = x === null ? '' : this.valueOf(trace, y0 / UNITS, y1 / UNITS);
        trace.value.textContent = value === '' ? '' : ' ' + value;
      }
    }

    valueOf(trace, y0, y1) {
      if (trace.style === 'marks') {
        const near = (this.view.x1 - this.view.x0) * 0.01;
        return trace.curve.some(m => this.cursor >= m.x - near && this.cursor <= m.x + m.width + near) ? '\u25c0 here' : '';
      }
      if (trace.style === 'stems') {
        const nearest = trace.curve.reduce((best, p) => (Math.abs(p.x - this.cursor) < Math.abs(best.x - this.cursor) ? p : best), trace.curve[0]);
        return nearest ? this.y.text(this.y.at(1 - nearest.y / UNITS), y0, y1) : '';
      }
      let row = interpolate(trace.curve, this.cursor);
      if (row === null) return '\u2013';
      if (this.lanes > 0 && trace.lane !== undefined) row = row * this.lanes - trace.lane * UNITS;
      return this.y.text(this.y.at(1 - row / UNITS), y0, y1);
    }

    scale(factor) {
      const { x0, x1 } = this.view, centre = this.cursor ?? (x0 + x1) / 2, width = clamp((x1 - x0) * factor, UNITS / 500, UNITS);
      const start = clamp(centre - (centre - x0) * width / (x1 - x0), 0, UNITS - width);
      this.show({ ...this.view, x0: start, x1: start + width });
    }

    // Shows a stretch of the abscissa; the ordinate follows what is to be seen there.
    show(view) {
      const whole = view.x1 - view.x0 > UNITS * 0.999;
      this.view = whole ? { ...this.full } : { ...view, ...this.height(view) };
      const { x0, x1, y0, y1 } = this.view;
      this.area.setAttribute('viewBox', `${x0} ${y0} ${x1 - x0} ${y1 - y0}`);
      this.ticks();
      this.point(this.cursor);
    }

    height({ x0, x1 }) {
      let top = Infinity, bottom = -Infinity;
      if (this.lanes > 0) return { y0: 0, y1: UNITS };
      for (const trace of this.traces) {
        if (!['line', 'baseline'].includes(trace.style) || trace.path.style.display === 'none') continue;
        const rows = trace.curve.filter(p => p[0] >= x0 && p[0] <= x1).map(p => p[1]);
        for (const edge of [x0, x1]) { const row = interpolate(trace.curve, edge); if (row !== null) rows.push(row); }
        for (const row of rows) { top = Math.min(top, row); bottom = Math.max(bottom, row); }
      }
      if (top > bottom) return { y0: 0, y1: UNITS };
      const pad = Math.max((bottom - top) * 0.12, UNITS * 0.01);
      return { y0: Math.max(0, top - pad), y1: Math.min(UNITS, bottom + pad) };
    }

    ticks() {
      const { x0, x1, y0, y1 } = this.view;
      const ticksX = this.x.ticks(x0 / UNITS, x1 / UNITS, 11);
      const ticksY = this.lanes > 0 ? [] : this.y.ticks(1 - y1 / UNITS, 1 - y0 / UNITS, 7);
      const gx = this.svg.querySelector('.tx'), gy = this.svg.querySelector('.ty');
      gx.setAttribute('text-anchor', 'middle');
      gy.setAttribute('text-anchor', 'end');
      gx.replaceChildren(...ticksX.map(value => draw('text', { x: this.box.x + (this.x.fraction(value) * UNITS - x0) / (x1 - x0) * this.box.width, y: this.box.y + this.box.height + 15 }, this.x.label(value))));
      let d = ticksX.map(value => `M${this.x.fraction(value) * UNITS} -${UNITS}v${3 * UNITS}`).join('');
      if (this.lanes > 0) {
        for (let n = 1; n < this.lanes; n++) d += `M0 ${n * UNITS / this.lanes}h${UNITS}`;
      } else {
        const row = value => (1 - this.y.fraction(value)) * UNITS;
        gy.replaceChildren(...ticksY.map(value => draw('text', { x: this.box.x - 6, y: this.box.y + (row(value) - y0) / (y1 - y0) * this.box.height + 4 }, this.y.label(value))));
        d += ticksY.map(value => `M0 ${row(value)}h${UNITS}`).join('');
      }
      this.area.querySelector('.grid').replaceChildren(draw('path', { class: 'major', d, stroke: '#ddd', 'vector-effect': 'non-scaling-stroke' }));
    }
  }

  // Plots lie in folds and there may be hundreds: each comes to life when first looked at.
  const awake = new WeakMap();
  const wake = figure => { if (!awake.has(figure)) awake.set(figure, new Plot(figure)); };
  const watcher = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => { watcher.unobserve(e.target); wake(e.target); }), { rootMargin: '300px' });
  document.querySelectorAll('figure.plot').forEach(figure => watcher.observe(figure));

  // --- folds and links ------------------------------------------------------------------------------------------------------
  const reveal = () => {
    const id = location.hash.slice(1), target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  // --- copying --------------------------------------------------------------------------------------------------------------
  for (const code of document.querySelectorAll('[data-copy]')) {
    const button = make('button', { type: 'button', class: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(code.textContent); button.textContent = 'Copied'; }
      catch { getSelection().selectAllChildren(code); button.textContent = 'Selected: press Ctrl+C'; }
      setTimeout(() => { button.textContent = 'Copy'; }, 2500);
    });
    code.after(button);
  }

  // --- filters --------------------------------------------------------------------------------------------------------------
  for (const section of document.querySelectorAll('[data-filter]')) {
    const folds = [...section.querySelectorAll(section.dataset.filter)];
    const bar = make('p', { class: 'filter' }), text = make('input', { type: 'search', placeholder: 'filter, e.g. 48000 24bit fail', 'aria-label': 'filter' });
    const count = make('output'), all = make('button', { type: 'button' }, 'Open all'), none = make('button', { type: 'button' }, 'Close all');
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const fold of folds) {
        const name = (fold.querySelector('summary') ?? fold).textContent.toLowerCase();
        fold.hidden = !words.every(word => name.includes(word));
        if (!fold.hidden) shown++;
      }
      count.textContent = words.length ? `${shown} of ${folds.length}` : '';
    };
    text.addEventListener('input', apply);
    all.addEventListener('click', () => folds.forEach(fold => { if (!fold.hidden) fold.open = true; }));
    none.addEventListener('click', () => folds.forEach(fold => { fold.open = false; }));
    bar.append(text, ...(folds.some(fold => fold.tagName === 'DETAILS') ? [all, none] : []), count);
    section.querySelector('h2').after(bar);
  }
  document.documentElement.classList.add('scripted');
})();
