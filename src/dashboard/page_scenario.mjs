// SPDX-License-Identifier: MIT
// The findings of the page, by keyboard and by mouse. For browser/page_check.mjs; the page has at least 1,000 findings.
export const run = async (page, { check, measured }) => {
  const count = () => page.locator('#count').textContent();
  const all = await count();
  const rows = await page.locator('#body tr[aria-rowindex]').count();
  check(rows > 5 && rows < 80, `${rows} rows are in the document`);
  measured.rows = all;

  const time = (words) => page.evaluate((text) => {
    const field = document.getElementById('words');
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input'));
    document.body.offsetHeight; // laid out
    return performance.now() - start;
  }, words);
  measured.filter = await time('weakness 77');
  const some = await count();
  check(some !== all && some.includes(' of '), `after a search: ${some}`);
  measured.nothing = await time('no such word anywhere');
  check((await count()).startsWith('0 of '), `after a search for nothing: ${await count()}`);
  measured.all = await time('');
  check(await count() === all, `after no search: ${await count()}`);

  measured.scroll = await page.evaluate(async () => {
    const box = document.getElementById('rows');
    let longest = 0;
    for (let i = 1; i <= 20; i++) {
      const start = performance.now();
      box.scrollTop = (box.scrollHeight / 20) * i;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      longest = Math.max(longest, performance.now() - start);
    }
    return longest;
  });
  const last = await page.locator('#body tr[aria-rowindex]').last().getAttribute('aria-rowindex');
  check(last === await page.locator('#table').getAttribute('aria-rowcount'), `scrolled to the end, the last row is ${last}`);

  // By keyboard alone: to the table, three rows on, into the finding, and back.
  await page.evaluate(() => { document.getElementById('rows').scrollTop = 0; });
  await page.waitForTimeout(100);
  await page.locator('button.open[tabindex="0"]').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  check(await page.evaluate(() => document.activeElement.dataset.position) === '3', 'three rows down by keyboard');
  const chosen = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  check(await page.evaluate(() => document.activeElement.id) === 'detail-title', 'the finding has the focus');
  check((await page.locator('#detail-title').textContent()).includes(chosen), 'the finding is the chosen one');
  check((await page.evaluate(() => location.hash)).startsWith('#finding-'), 'the address names it');
  await page.keyboard.press('Escape');
  check(await page.evaluate(() => document.activeElement.dataset.position) === '3', 'back in the table');
  await page.keyboard.press('End');
  const end = await page.evaluate(() => document.activeElement.closest('tr')?.getAttribute('aria-rowindex') ?? `${document.activeElement.id} ${document.getElementById('rows').scrollTop} of ${document.getElementById('rows').scrollHeight}`);
  check(end === await page.locator('#table').getAttribute('aria-rowcount'), `at the end by keyboard: ${end}`);

  await page.selectOption('#severity', { label: 'Critical' });
  const severities = await page.locator('#body .severity').allTextContents();
  check(severities.length > 0 && severities.every((each) => each === 'Critical'), 'only critical ones');
  await page.selectOption('#severity', { label: 'any' });
  await page.locator('button[data-order=place]').click();
  const places = await page.locator('#body .where').allTextContents();
  check(places.join() === [...places].sort().join(), 'in the order of places');
  check(await page.locator('th[aria-sort=ascending]').count() === 1, 'the order is said');

  await page.locator('details:has(button[data-copy]) summary').first().click();
  await page.locator('button[data-copy]').first().click();
  await page.waitForTimeout(100);
  check((await page.locator('#said').textContent()).endsWith('is copied'), 'copying is said');
  const copied = await page.evaluate(() => navigator.clipboard.readText()).catch(() => '');
  check(copied.startsWith('Dear maintainers'), `copied: ${copied.slice(0, 40)}`);

  check(await page.locator('#detail script, #body script, #detail img').count() === 0, 'no stranger\'s element');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  check(await page.locator('#body tr[aria-rowindex]').count() >= 1000, 'the first thousand are printed');
};
