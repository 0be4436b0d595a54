// SPDX-License-Identifier: MIT
// What holds for every page that Squire writes, and what one page does: node page_check.mjs PAGE [SCENARIO.mjs]
//
// The page is opened from the disk, as people open it, wide and narrow, light and dark: it must load nothing, complain of nothing, fit the screen, and
// please axe (WCAG 2.1 AA). A scenario exports `run(page, check)` and asks for more. Prints one JSON object: {"faults": […], "measured": {…}}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [file, scenario] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];
const measured = {};
const check = (holds, what) => { if (!holds) faults.push(what); };
const browser = await chromium.launch({ executablePath: process.env.SQUIRE_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
const address = pathToFileURL(file).href;

const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => { if (!request.url().startsWith(address) && !request.url().startsWith('data:')) faults.push(`asks for ${request.url()}`); });
  page.on('dialog', (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  return page;
};

for (const [name, options] of [['wide', { viewport: { width: 1400, height: 900 } }], ['dark', { viewport: { width: 1400, height: 900 }, colorScheme: 'dark' }], ['narrow', { viewport: { width: 360, height: 740 } }]]) {
  const page = await open({ ...options, bypassCSP: true });
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${name}: ${wide} pixels wider than the screen`);
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  for (const each of result.violations) faults.push(`${name}: axe ${each.id}: ${each.help}: ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].failureSummary.slice(0, 300)}`);
  await page.context().close();
}
if (scenario) {
  const page = await open({ viewport: { width: 1400, height: 900 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  await (await import(pathToFileURL(scenario).href)).run(page, check, measured);
}
await browser.close();
console.log(JSON.stringify({ faults, measured }));
