// SPDX-License-Identifier: MIT
// The table of findings: only the rows that can be seen are in the document, so that twenty thousand are as quick as twenty. All texts go in as text.
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  // --- copying ---

  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const source = $(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch { // a browser that allows no clipboard to files
        getSelection().selectAllChildren(source);
        document.execCommand('copy');
        getSelection().removeAllRanges();
      }
      const label = button.textContent;
      button.textContent = 'Copied';
      $('said').textContent = `${button.dataset.what} is copied`;
      setTimeout(() => { button.textContent = label; }, 1500);
    });
  }

  // --- the data ---

  const holder = $('data');
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const { strings, severities, types, states, advices } = data;
  const column = (name) => Uint32Array.from(data.columns[name]);
  const severity = column('severity'), type = column('type'), state = column('state'), advice = column('advice');
  const name = column('name'), place = column('place'), rule = column('rule'), why = column('why');
  const description = column('description'), solution = column('solution');
  const total = data.ids.length;
  const lower = strings.map((text) => text.toLowerCase());
  let shown = Uint32Array.from({ length: total }, (_, i) => i); // rows that pass the filter, in order
  let current = 0; // in `shown`: the row that the keyboard is at
  let opened = -1; // the row whose details stand beside

  // --- filter and order ---

  const wanted = { severity: $('severity'), type: $('type'), advice: $('advice'), words: $('words') };
  const fill = (select, values) => values.forEach((value, i) => select.append(make('option', { value: String(i), textContent: value })));
  for (let i = severities.length - 1; i > 0; i--) {
    const text = i === severities.length - 1 ? severities[i] : `${severities[i]} and above`;
    wanted.severity.append(make('option', { value: String(i), textContent: text }));
  }
  fill(wanted.type, types);
  fill(wanted.advice, advices);

  // For each word, which of the texts have it: every text is looked at once, however many rows share it.
  const hits = (word) => Uint8Array.from(lower, (text) => (text.includes(word) ? 1 : 0));
  const order = { by: 'severity', up: false };
  let ranks = null;
  const rank = () => {
    if (ranks) return ranks;
    const sorted = strings.map((_, i) => i).sort((a, b) => (lower[a] < lower[b] ? -1 : lower[a] > lower[b] ? 1 : a - b));
    ranks = new Uint32Array(strings.length);
    sorted.forEach((text, i) => { ranks[text] = i; });
    return ranks;
  };
  const keys = { severity: () => severity, type: () => type, advice: () => advice, name: () => name.map((i) => rank()[i]), place: () => place.map((i) => rank()[i]) };

  const filter = () => {
    const least = wanted.severity.value === '' ? 0 : Number(wanted.severity.value);
    const one = wanted.type.value === '' ? -1 : Number(wanted.type.value);
    const advised = wanted.advice.value === '' ? -1 : Number(wanted.advice.value);
    const words = wanted.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.map(hits);
    const rows = [];
    for (let row = 0; row < total; row++) {
      if (severity[row] < least || (one >= 0 && type[row] !== one) || (advised >= 0 && advice[row] !== advised)) continue;
      if (!found.every((hit, i) => hit[name[row]] || hit[place[row]] || hit[rule[row]] || hit[why[row]] || data.ids[row].startsWith(words[i]))) continue;
      rows.push(row);
    }
    shown = Uint32Array.from(rows);
    if (order.by !== 'severity' || order.up) {
      const key = keys[order.by]();
      shown.sort((a, b) => (order.up ? key[a] - key[b] : key[b] - key[a]) || a - b);
    }
    current = 0;
    box.scrollTop = 0;
    $('count').textContent = shown.length === total ? `${total.toLocaleString('en')} findings` : `${shown.length.toLocaleString('en')} of ${total.toLocaleString('en')} findings`;
    draw();
  };

  // --- the rows that can be seen ---

  const box = $('rows');
  const body = $('body');
  const above = make('tr', { className: 'gap' }, make('td'));
  const below = make('tr', { className: 'gap' }, make('td'));
  for (const gap of [above, below]) gap.setAttribute('aria-hidden', 'true');
  let height = 48; // pixels of a row; measured when one is there
  let printing = false;
  const kMostPrinted = 1000;

  const row_of = (position) => {
    const row = shown[position];
    const open = make('button', { type: 'button', className: 'open', tabIndex: position === current ? 0 : -1 }, make('span', { className: 'clamp', textContent: strings[name[row]] }));
    open.dataset.position = position;
    const line = make('tr', { className: row === opened ? 'chosen' : '' },
      make('td', {}, make('span', { className: `severity s${severity[row]}`, textContent: severities[severity[row]] })),
      make('th', { scope: 'row' }, open),
      make('td', { className: 'mono where' }, make('bdi', { className: 'clamp', textContent: strings[place[row]] })),
      make('td', { className: 'kind', textContent: types[type[row]] }),
      make('td', { className: 'advice', textContent: states[state[row]] === 'needs triage' ? advices[advice[row]] : states[state[row]] }));
    line.setAttribute('aria-rowindex', position + 2);
    if (row === opened) open.setAttribute('aria-current', 'true');
    return line;
  };

  const focused = () => (body.contains(document.activeElement) ? Number(document.activeElement.dataset.position) : -1);
  const draw = (had = focused()) => {
    const first = printing ? 0 : Math.max(0, Math.min(Math.floor(box.scrollTop / height), shown.length) - 8);
    const last = printing ? Math.min(shown.length, kMostPrinted) : Math.min(shown.length, first + Math.ceil(box.clientHeight / height) + 16);
    const rows = [];
    for (let i = first; i < last; i++) rows.push(row_of(i));
    above.firstChild.style.height = `${first * height}px`;
    below.firstChild.style.height = printing ? 0 : `${(shown.length - last) * height}px`;
    const top = box.scrollTop;
    body.replaceChildren(above, ...rows, below);
    if (box.scrollTop !== top) box.scrollTop = top; // the browser may have laid out a table that was empty for a moment
    $('table').setAttribute('aria-rowcount', shown.length + 1);
    const measured = rows.length > 0 ? rows[0].getBoundingClientRect().height : 0;
    if (!printing && measured > 0 && Math.abs(measured - height) > 0.1) { height = measured; draw(had); return; }
    if (had >= first && had < last) button_at(had)?.focus({ preventScroll: true });
    else if (had >= 0) box.focus({ preventScroll: true });
  };
  const button_at = (position) => body.querySelector(`button[data-position="${position}"]`);

  const go_to = (position) => {
    if (shown.length === 0) return;
    current = Math.max(0, Math.min(shown.length - 1, position));
    const head = box.querySelector('thead').offsetHeight;
    const top = current * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height + head > box.scrollTop + box.clientHeight) box.scrollTop = top + height + head - box.clientHeight;
    draw();
    button_at(current)?.focus({ preventScroll: true });
  };

  // --- one finding ---

  const paragraph = (title, text) => (text === '' ? [] : [make('h4', { textContent: title }), ...text.split(/\n{2,}/).map((part) => make('p', { textContent: part }))]);
  const address = ([text, url]) => (/^https?:\/\//.test(url) ? make('a', { href: url, textContent: text || url, rel: 'noreferrer' }) : make('span', { textContent: text }));
  const code = (part) => {
    const lines = part.lines.map(([number, marked, text]) =>
      make('span', { className: marked ? 'line marked' : 'line' }, make('span', { className: 'at', textContent: `${number}` }), make('bdi', { textContent: text }), '\n'));
    const figure = make('figure', {}, make('figcaption', { className: 'mono' }, make('bdi', { textContent: part.title })), make('pre', { tabIndex: 0 }, make('code', {}, ...lines)));
    figure.lastChild.setAttribute('aria-label', `Code: ${part.title}`);
    return figure;
  };

  const open = (row, focus) => {
    opened = row;
    const extra = data.extra[row] || {};
    const id = data.ids[row];
    const title = make('h3', { tabIndex: -1, id: 'detail-title' }, make('span', { className: `severity s${severity[row]}`, textContent: severities[severity[row]] }), ' ', strings[name[row]]);
    const known = states[state[row]] === 'needs triage' ? `Proposed: ${advices[advice[row]]}` : `Decided: ${states[state[row]]}`;
    const parts = [
      title,
      make('p', { className: 'mono' }, make('bdi', { textContent: strings[place[row]] })),
      make('p', { className: 'quiet small' }, `${types[type[row]]} · `, make('code', { textContent: strings[rule[row]] }), ` · ${id}`),
      make('p', { className: 'proposed' }, make('strong', { textContent: known }), strings[why[row]] === '' ? '' : ` – ${strings[why[row]]}`),
      ...(extra.code || []).map(code),
      ...(extra.note ? [make('p', { className: 'quiet small', textContent: extra.note })] : []),
    ];
    if (extra.flow) parts.push(make('h4', { textContent: 'How data gets here' }), make('ol', { className: 'flow' }, ...extra.flow.map(([kind, where]) => make('li', {}, `${kind}: `, make('bdi', { className: 'mono', textContent: where })))));
    parts.push(...paragraph('What it means', strings[description[row]]), ...paragraph('How to repair it', strings[solution[row]]));
    const seen = [...(extra.identifiers || []), ...(extra.links || [])];
    if (seen.length > 0) parts.push(make('h4', { textContent: 'Read on' }), make('ul', { className: 'links' }, ...seen.map((each) => make('li', {}, address(each)))));
    parts.push(make('h4', { textContent: 'Decide' }), make('pre', { tabIndex: 0 }, make('code', { textContent: `squire findings confirm ${id} -m "why"\nsquire findings dismiss ${id} --reason false-positive -m "why"` })));
    $('detail').replaceChildren(...parts);
    $('detail').hidden = false;
    history.replaceState(null, '', `#finding-${id}`);
    draw();
    if (focus) { title.focus({ preventScroll: true }); $('detail').scrollTop = 0; $('detail').scrollIntoView({ block: 'nearest' }); }
  };

  // --- what a person does ---

  body.addEventListener('click', (event) => {
    const line = event.target.closest('tr[aria-rowindex]');
    if (!line) return;
    current = Number(line.getAttribute('aria-rowindex')) - 2;
    open(shown[current], event.detail === 0 || event.target.closest('button') !== null);
  });
  box.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / height) - 2);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go_to(to);
  });
  $('detail').addEventListener('keydown', (event) => { if (event.key === 'Escape') go_to(current); });
  for (const control of [wanted.severity, wanted.type, wanted.advice]) control.addEventListener('change', filter);
  wanted.words.addEventListener('input', filter);
  for (const head of document.querySelectorAll('button[data-order]')) {
    head.addEventListener('click', () => {
      const by = head.dataset.order;
      order.up = order.by === by ? !order.up : by !== 'severity';
      order.by = by;
      for (const each of document.querySelectorAll('button[data-order]')) each.closest('th').removeAttribute('aria-sort');
      head.closest('th').setAttribute('aria-sort', order.up ? 'ascending' : 'descending');
      filter();
    });
  }
  let asked = false;
  box.addEventListener('scroll', () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }, { passive: true });
  addEventListener('resize', () => draw());
  addEventListener('beforeprint', () => { printing = true; draw(); $('printed').hidden = shown.length <= kMostPrinted; });
  addEventListener('afterprint', () => { printing = false; $('printed').hidden = true; draw(); });

  $('findings-live').hidden = false;
  filter();
  const named = /^#finding-([0-9a-f]+)$/.exec(location.hash);
  const row = named ? data.ids.indexOf(named[1]) : -1;
  if (row >= 0) { go_to(row); open(row, true); } else if (total > 0 && matchMedia('(min-width: 70rem)').matches) open(0, false);
})();
