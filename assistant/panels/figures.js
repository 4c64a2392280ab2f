// Runs once in the table of the figures panel (`element` is gradio's): a click on a row opens its
// page, a click on a heading sorts by it.
const number = (cell) => cell.dataset.value === undefined ? null : Number(cell.dataset.value);

const sort = (head) => {
  const table = head.closest('table'), at = head.cellIndex;
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const bodies = [...table.tBodies].map((body) =>
    [body, [...body.rows].filter((row) => !row.classList.contains('family'))]);
  const amounts = bodies.some(([, rows]) =>
    rows.some((row) => row.cells[at].dataset.value !== undefined));
  const before = (one, other) => {
    const [x, y] = [one.cells[at], other.cells[at]];
    if (!amounts) return x.textContent.localeCompare(y.textContent, 'zh-CN') * (down ? -1 : 1);
    const [a, b] = [number(x), number(y)];
    if (a === null || b === null) return (a === null) - (b === null);  // blanks stay below
    return down ? b - a : a - b;
  };
  for (const [body, rows] of bodies) body.append(...rows.sort(before));
};

element.addEventListener('click', (event) => {
  const head = event.target.closest('thead th');
  if (head) return sort(head);
  const row = event.target.closest('tr[data-link]');
  if (row && !event.target.closest('a')) row.querySelector('a').click();
});
