// SPDX-License-Identifier: MIT
(() => {
  const slides = [...document.querySelectorAll('.slide')];
  const nav = document.querySelector('.deck-buttons');
  let at = 0;
  const show = (wanted, focus) => {
    at = Math.max(0, Math.min(slides.length - 1, wanted));
    slides.forEach((slide, i) => { slide.hidden = i !== at; });
    document.getElementById('at').textContent = `${at + 1} of ${slides.length}`;
    document.getElementById('back').disabled = at === 0;
    document.getElementById('on').disabled = at === slides.length - 1;
    history.replaceState(null, '', `#slide-${at + 1}`);
    if (focus) { slides[at].tabIndex = -1; slides[at].focus({preventScroll: true}); }
    scrollTo(0, 0);
  };
  const number = () => { const found = /^#slide-(\d+)$/.exec(location.hash); return found ? Number(found[1]) - 1 : 0; };
  const notes = document.getElementById('notes');
  const toggle = () => notes.setAttribute('aria-pressed', String(document.documentElement.classList.toggle('with-notes')));
  document.documentElement.classList.add('deck');
  nav.hidden = false;
  document.getElementById('back').onclick = () => show(at - 1);
  document.getElementById('on').onclick = () => show(at + 1);
  notes.onclick = toggle;
  addEventListener('hashchange', () => show(number(), true));
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const button = event.target.closest && event.target.closest('button, a, summary');
    const step = {ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1}[event.key] || (event.key === ' ' && !button ? (event.shiftKey ? -1 : 1) : 0);
    if (step) { show(at + step, true); event.preventDefault(); }
    else if (event.key === 'Home') show(0, true);
    else if (event.key === 'End') show(slides.length - 1, true);
    else if (event.key === 'n') toggle();
  });
  show(number());
})();
