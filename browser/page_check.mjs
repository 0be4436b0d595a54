// SPDX-License-Identifier: MIT
// What holds for every page that Squire writes, and what one page does: node page_check.mjs PAGE [SCENARIO.mjs]
//
// The page is opened from the disk, as people open it, wide and narrow, light and dark, and as paper: it must load nothing, complain of nothing, fit the
// screen, and please axe (WCAG 2.1 AA). A scenario exports `run(page, tools)` and asks for more. Prints one JSON object: {"faults": […], "measured": {…}}.
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
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => { if (!request.url().startsWith(address) && !request.url().startsWith('data:')) faults.push(`asks for ${request.url()}`); });
  page.on('dialog', (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  return page;
};

// What axe says of the page as it stands.
const audit = async (page, name, options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }) => {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const result = await page.evaluate((given) => globalThis.axe.run(document, given), options);
  for (const each of result.violations) faults.push(`${name}: axe ${each.id}: ${each.help}: ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].failureSummary.slice(0, 300)}`);
};

const kPaper = 658; // pixels between the margins of a sheet of A4
for (const [name, options, media] of [
  ['wide', { viewport: { width: 1400, height: 900 } }, 'screen'],
  ['dark', { viewport: { width: 1400, height: 900 }, colorScheme: 'dark' }, 'screen'],
  ['narrow', { viewport: { width: 360, height: 740 } }, 'screen'],
  ['narrow and dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, 'screen'],
  ['paper, of somebody who likes the dark', { viewport: { width: kPaper, height: 900 }, colorScheme: 'dark' }, 'print'],
]) {
  const page = await open(options);
  await page.emulateMedia({ media });
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  const fixed = await page.evaluate(() => [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule instanceof CSSPageRule && rule.style.getPropertyValue('size').includes('mm'))));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0 || (media === 'print' && fixed), `${name}: ${wide} pixels wider than the screen`); // a page that names its own sheet is measured by its scenario
  await audit(page, name, media === 'print' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : undefined);
  await page.context().close();
}
if (scenario) {
  const page = await open({ viewport: { width: 1400, height: 900 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  await (await import(pathToFileURL(scenario).href)).run(page, { check, measured, audit });
}
await browser.close();
console.log(JSON.stringify({ faults, measured }));
