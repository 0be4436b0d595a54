// SPDX-License-Identifier: MIT
// The page of a write-up: for browser/page_check.mjs.
export const run = async (page, { check, measured }) => {
  const charts = page.locator('figure.chart');
  measured.charts = await charts.count();
  check(measured.charts === 5, `${measured.charts} charts`);
  for (let i = 0; i < measured.charts; i++) {
    const chart = charts.nth(i);
    const name = await chart.getAttribute('id');
    // What a screen reader is given in place of the drawing.
    const said = await chart.locator('svg').evaluate((svg) => svg.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id)?.textContent.trim() ?? ''));
    check(said.length === 2 && said.every((each) => each !== ''), `${name} says: ${said}`);
    await chart.locator('summary').focus();
    await page.keyboard.press('Enter');
    check(await chart.locator('tbody tr').count() > 0 && await chart.locator('table').isVisible(), `${name} has its table`);
    const outside = await chart.locator('svg').evaluate((svg) => [...svg.querySelectorAll('text, rect')].filter((each) => {
      const [own, all] = [each.getBoundingClientRect(), svg.getBoundingClientRect()];
      return own.left < all.left - 1 || own.right > all.right + 1 || own.top < all.top - 1 || own.bottom > all.bottom + 1;
    }).map((each) => each.textContent));
    check(outside.length === 0, `${name}: outside of the drawing: ${outside}`);
  }
  for (const link of await page.locator('a[href^="#"]').all()) {
    const wanted = (await link.getAttribute('href')).slice(1);
    check(await page.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(wanted)), `#${wanted} leads nowhere`);
  }
  const sizes = await page.evaluate(() => [...document.querySelectorAll('article p, article td, article li, figcaption')].map((each) => parseFloat(getComputedStyle(each).fontSize)));
  check(Math.min(...sizes) >= 13, `text of ${Math.min(...sizes)} pixels`);
  const lines = await page.evaluate(() => Math.max(...[...document.querySelectorAll('article > p')].map((each) => each.getBoundingClientRect().width / parseFloat(getComputedStyle(each).fontSize))));
  check(lines <= 42, `lines of ${lines} em`); // some 80 letters
  measured.pages = ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  check(measured.pages > 1 && measured.pages < 20, `${measured.pages} sheets`);
};
