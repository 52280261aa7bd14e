// Search, sorting, copying, and numbers under the mouse. Pages are whole without it.
'use strict';

// ---- Tables that can be searched, filtered and sorted.

// F.gelu, f.GELU and "leaky relu" are found however they are typed.
const plain = text => text.toLowerCase().replace(/[\s_-]+/g, '');

function findable(form) {
  const table = document.getElementById(form.dataset.table);
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const written = row => row.dataset.words ?? row.textContent;
  const words = new Map(rows.map(row => [row, plain(written(row))]));
  const named = row => plain(row.cells[0].textContent);
  const search = form.querySelector('[type=search]');
  const group = form.querySelector('[data-by=group]');
  const column = form.querySelector('[data-by=column]');
  const off = form.querySelector('[data-by=off]');

  // A row of that name comes first, then one with such a name elsewhere, then the rest.
  function rank(row, asked) {
    if (named(row) === asked) return 3;
    if (written(row).split(/[\s,]+/).some(word => plain(word) === asked)) return 2;
    return named(row).startsWith(asked) ? 1 : 0;
  }

  function filter() {
    const asked = plain(search.value);
    let shown = 0;
    if (asked !== '') body.append(...rows.slice().sort((a, b) => rank(b, asked) - rank(a, asked)));
    for (const row of rows) {
      row.hidden = !words.get(row).includes(asked) ||
        (group && group.value !== '' && row.dataset.group !== group.value) ||
        (off && off.checked && !('off' in row.dataset));
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector('output').textContent =
      shown + ' of ' + rows.length + ' ' + form.dataset.things;
  }

  // One column alone, or all of them.
  function columns() {
    for (const cell of table.querySelectorAll('[data-column]')) {
      cell.hidden = column.value !== '' && cell.dataset.column !== column.value;
    }
  }

  // Numbers by value, texts by letters, what is empty last whichever way.
  function sort(head) {
    const at = head.cellIndex;
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const numeric = 'number' in head.dataset;
    const text = row => row.cells[at].textContent;
    rows.sort((a, b) => {
      if (text(a) === '' || text(b) === '') return (text(a) === '') - (text(b) === '');
      const order = numeric ? Number(text(a)) - Number(text(b)) : text(a).localeCompare(text(b));
      return down ? -order : order;
    });
    body.append(...rows);
  }

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.onclick = () => sort(head);
    head.replaceChildren(button);
  }
  search.oninput = filter;
  for (const choice of [group, off]) if (choice) choice.onchange = filter;
  if (column) column.onchange = columns;
  form.onsubmit = event => {
    event.preventDefault();
    Array.from(body.rows).find(row => !row.hidden)?.querySelector('a')?.click();
  };
  if (form.dataset.name) {
    form.append(button('save as CSV', 'save the table as CSV', () => {
      const shown = [table.tHead.rows[0], ...body.rows].filter(row => !row.hidden);
      const field = text => /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
      const line = row => Array.from(row.cells, cell => field(cell.textContent)).join(',');
      save(form.dataset.name, shown.map(line).join('\n') + '\n');
    }));
  }
  form.hidden = false;
  filter();
  // What is linked to is seen, whatever is asked for.
  addEventListener('hashchange', () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && words.has(row) && row.hidden) {
      form.reset();
      filter();
      row.scrollIntoView();
    }
  });
}

// ---- Texts to take along.

function selectAll(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// A page from a file may have no clipboard of its own; the old way works there.
async function copy(button, code) {
  let done = true;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch (refused) {
    selectAll(code);
    done = document.execCommand('copy');
  }
  button.textContent = done ? 'copied' : 'selected: press Ctrl+C';
  setTimeout(() => { button.textContent = 'copy'; }, 2000);
}

function save(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
  link.download = name + '.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function button(text, label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.setAttribute('aria-label', label);
  made.onclick = () => act(made);
  return made;
}

function takeable(pre) {
  const bar = document.createElement('div');
  bar.className = 'buttons';
  const of = pre.getAttribute('aria-label') ?? 'code for ' + pre.previousElementSibling.textContent;
  const copying = button('copy', 'copy ' + of, made => copy(made, pre));
  copying.classList.add('copy');
  bar.append(copying);
  if (pre.classList.contains('csv')) {
    bar.append(button('save as CSV', 'save ' + of + ' as CSV',
      () => save(of.toLowerCase().replace(/[^a-z0-9]+/g, '-'), pre.textContent)));
  }
  pre.before(bar);
}

// ---- Numbers of charts, under the mouse and by the arrow keys.

function records(text) {
  const all = [];
  for (const line of text.trimEnd().split('\n')) {
    all.push(Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
      field => field[1] !== undefined ? field[1].replaceAll('""', '"') : field[2]));
  }
  return all;
}

function readable(figure, plot, pre) {
  const [kind, ...ends] = plot.dataset.x.split(' ');
  const [from, to, start, end] = ends.map(Number);
  const [, , , bottom, top] = plot.dataset.y.split(' ').map(Number);
  const scaled = kind === 'log' ? Math.log : v => v;
  const at = x => start + (scaled(x) - scaled(from)) / (scaled(to) - scaled(from)) * (end - start);
  const [header, ...lines] = records(pre.textContent);
  if (header[2] === 'to') return;
  const low = header.indexOf('low');
  const series = new Map();
  for (const line of lines) {
    const x = Number(line[1]);
    if (line[1] === '' || line[2] === '' || x < from || x > to) continue;
    if (!series.has(line[0])) series.set(line[0], []);
    series.get(line[0]).push({x, y: line[2], low: line[low], high: line[low + 1]});
  }
  const all = [...new Set([...series.values()].flat().map(point => point.x))].sort((a, b) => a - b);
  if (all.length === 0) return;
  const rows = figure.dataset.rows ? document.getElementById(figure.dataset.rows) : null;
  const row = x => rows?.querySelector('[data-at="' + x + '"]');
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.setAttribute('role', 'status');
  figure.append(tip);
  const cursor = document.createElementNS(plot.namespaceURI, 'path');
  cursor.setAttribute('class', 'cursor');
  let shown = -1;

  function show(index) {
    shown = index;
    const x = all[index];
    tip.replaceChildren();
    const head = document.createElement('b');
    head.textContent = row(x) ? row(x).cells[0].textContent + ' ' + row(x).cells[1].textContent : header[1] + ' ' + x;
    tip.append(head);
    for (const [name, points] of series) {
      const near = points.reduce((a, b) => Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a);
      if (Math.abs(at(near.x) - at(x)) > 8) continue;
      const line = document.createElement('div');
      const range = low > 0 && near.low !== near.high ? ' (' + near.low + ' to ' + near.high + ')' : '';
      line.textContent = (name === '' ? header[2] : name) + ': ' + near.y + range;
      tip.append(line);
    }
    cursor.setAttribute('d', 'M' + at(x) + ' ' + bottom + 'V' + top);
    plot.append(cursor);
    const box = plot.getBoundingClientRect();
    const scale = box.width / plot.viewBox.baseVal.width;
    const left = at(x) * scale;
    tip.style.top = top * scale + 'px';
    tip.style.left = left < box.width / 2 ? left + 12 + 'px' : 'auto';
    tip.style.right = left < box.width / 2 ? 'auto' : figure.clientWidth - left + 12 + 'px';
  }

  function hide() {
    shown = -1;
    tip.replaceChildren();
    cursor.remove();
  }

  function point(event) {
    const box = plot.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * plot.viewBox.baseVal.width;
    let best = 0;
    all.forEach((value, i) => {
      if (Math.abs(at(value) - x) < Math.abs(at(all[best]) - x)) best = i;
    });
    show(best);
  }

  function open() {
    if (shown >= 0 && row(all[shown])) location.hash = row(all[shown]).id;
  }

  plot.setAttribute('aria-label', plot.getAttribute('aria-label') +
    ' Left and right arrows read its numbers' + (rows ? ', Enter opens the row.' : '.'));
  plot.onpointermove = point;
  plot.onpointerdown = point;
  plot.onpointerleave = hide;
  plot.onblur = hide;
  plot.onclick = open;
  plot.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity}[event.key];
    if (step !== undefined) {
      event.preventDefault();
      show(Math.max(0, Math.min(all.length - 1, shown + step)));
    } else if (event.key === 'Escape') {
      hide();
    } else if (event.key === 'Enter') {
      open();
    }
  };
}

// Read when it is first looked at: a page may have hundreds.
function waiting(figure) {
  const plot = figure.querySelector('.plot');
  const pre = figure.querySelector('.csv');
  if (!plot || !plot.dataset.x || !pre) return;
  plot.tabIndex = 0;
  let waits = true;
  const read = () => {
    if (waits) readable(figure, plot, pre);
    waits = false;
  };
  plot.addEventListener('pointerenter', read);
  plot.addEventListener('focus', read);
}

// What is wider than the page can be scrolled by keyboard, too.
function scrollable() {
  for (const box of document.querySelectorAll('.wide')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

document.querySelectorAll('form.find').forEach(findable);
document.querySelectorAll('pre').forEach(takeable);
document.querySelectorAll('.chart').forEach(waiting);
addEventListener('resize', scrollable);
addEventListener('hashchange', scrollable);
scrollable();
