// SPDX-License-Identifier: MIT
// Slides: every one fits at every usual size, goes by keyboard, and is a sheet of its own on paper. For browser/page_check.mjs.
const outside = (page) => page.evaluate(() => {
  const slide = document.querySelector('.slide:not([hidden])');
  const all = slide.getBoundingClientRect();
  const foot = slide.querySelector('.foot').getBoundingClientRect();
  const found = [];
  for (const each of slide.querySelectorAll(':scope > :not(.foot, .notes), .body *')) {
    if (each.closest('svg') && each.tagName !== 'svg') continue;
    const own = each.getBoundingClientRect();
    if (own.width === 0 || own.height === 0) continue;
    if (own.right > all.right + 1 || own.left < all.left - 1 || own.bottom > foot.top + 1) found.push(`${each.tagName}.${each.className.baseVal ?? each.className} ${each.textContent.slice(0, 30)} ends at ${Math.round(own.bottom)} of ${Math.round(foot.top)}, ${Math.round(own.right)} of ${Math.round(all.right)}`);
  }
  return found;
});

export const run = async (page, { check, measured, audit }) => {
  const count = await page.locator('.slide').count();
  measured.slides = count;
  const at = () => page.evaluate(() => document.querySelector('.slide:not([hidden])').id);
  for (const [width, height] of [[1280, 720], [1920, 1080], [1024, 768]]) {
    await page.setViewportSize({ width, height });
    await page.keyboard.press('Home');
    for (let i = 1; i <= count; i++) {
      check(await at() === `slide-${i}`, `${i} presses lead to ${await at()}`);
      const found = await outside(page);
      check(found.length === 0, `slide ${i} at ${width} × ${height}: ${found.slice(0, 2).join('; ')}`);
      if (width === 1280) {
        await audit(page, `slide ${i}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        await audit(page, `slide ${i}, dark`, { runOnly: { type: 'rule', values: ['color-contrast'] } });
        await page.emulateMedia({ colorScheme: 'light' });
      }
      await page.keyboard.press('ArrowRight');
    }
    check(await at() === `slide-${count}`, 'the last one stays');
  }
  check((await page.evaluate(() => location.hash)) === `#slide-${count}`, 'the address names it');
  await page.keyboard.press('ArrowLeft');
  check(count === 1 || await at() === `slide-${count - 1}`, 'back');
  await page.keyboard.press('n');
  check(await page.evaluate(() => document.getElementById('notes').getAttribute('aria-pressed')) === 'true', 'notes are shown');
  await page.keyboard.press('n');
  const sheets = ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  check(sheets === count, `${count} slides on ${sheets} sheets`);
};
