// Search, sorting and copying on the page of constants. The page is whole without it.
'use strict';
const table = document.getElementById('constants');
const body = table.tBodies[0];
const rows = Array.from(body.rows);
const search = document.getElementById('search');
const family = document.getElementById('family');
const quantity = document.getElementById('quantity');
const count = document.getElementById('count');

// F.gelu, f.GELU and "leaky relu" are found however they are typed.
const plain = text => text.toLowerCase().replace(/[\s_-]+/g, '');
const words = new Map(rows.map(row => [row, plain(row.dataset.words)]));

// A unit of that name comes first, then one with such a name elsewhere, then the rest.
function rank(row, asked) {
  if (plain(row.cells[0].textContent) === asked) return 3;
  if (row.dataset.words.split(/[\s,]+/).some(word => plain(word) === asked)) return 2;
  return plain(row.cells[0].textContent).startsWith(asked) ? 1 : 0;
}

function filter() {
  const asked = plain(search.value);
  let shown = 0;
  if (asked !== '') body.append(...rows.slice().sort((a, b) => rank(b, asked) - rank(a, asked)));
  for (const row of rows) {
    row.hidden = !words.get(row).includes(asked) ||
      (family.value !== '' && row.dataset.family !== family.value);
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = shown + ' of ' + rows.length + ' units';
}

// One quantity alone, or all of them.
function columns() {
  for (const cell of table.querySelectorAll('[data-quantity]')) {
    cell.hidden = quantity.value !== '' && cell.dataset.quantity !== quantity.value;
  }
}

// Numbers by value, texts by letters, what is empty last whichever way.
function sort(head) {
  const column = head.cellIndex;
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const numeric = 'quantity' in head.dataset;
  const text = row => row.cells[column].textContent;
  rows.sort((a, b) => {
    if (text(a) === '' || text(b) === '') return (text(a) === '') - (text(b) === '');
    const order = numeric ? Number(text(a)) - Number(text(b)) : text(a).localeCompare(text(b));
    return down ? -order : order;
  });
  body.append(...rows);
}

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

for (const head of table.tHead.rows[0].cells) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  button.onclick = () => sort(head);
  head.replaceChildren(button);
}
for (const pre of document.querySelectorAll('pre')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'copy';
  button.onclick = () => copy(button, pre);
  pre.before(button);
}
search.oninput = filter;
family.onchange = filter;
quantity.onchange = columns;
document.querySelector('.find').hidden = false;
filter();
