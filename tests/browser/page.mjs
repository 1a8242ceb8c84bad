// Opens a report page in Chromium and prints what happened as one line of JSON: `node page.mjs CHROMIUM PAGE.html`. With `sound` behind it, only
// whether its sound plays; with `read`, what there is without playing. Nothing is judged here; tests/it/page.rs does.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [executablePath, file, part] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] });

async function open(options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => { problems.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => requests.push(request.url()));
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(address);
  const { metrics } = await session.send('Performance.getMetrics');
  const script_s = metrics.find(({ name }) => name === 'ScriptDuration').value;
  const seen = await look(page);
  const outside = requests.filter((url) => !url.startsWith('data:') && !url.startsWith('file:'));
  await context.close();
  return { problems, outside, script_s, ...seen };
}

// Where the sound stands right after a word was clicked, against where the word begins.
async function clickWords(page) {
  const offsets = [];
  const words = page.locator('.w');
  const count = await words.count();
  for (const at of [0, Math.floor(count / 2), count - 1]) {
    const seeked = page.evaluate(() => new Promise((done) => {
      const audio = document.querySelector('audio');
      audio.addEventListener('seeking', () => done(audio.currentTime), { once: true });
    }));
    await words.nth(at).click();
    const word = Number(await words.nth(at).getAttribute('data-at'));
    offsets.push(Math.abs((await seeked) - word));
    await page.waitForFunction(() => document.querySelector('audio').readyState >= 2);
  }
  return offsets;
}

// Without the mouse: from the words' group to the second word, and Enter.
async function walk(page) {
  await page.evaluate(() => document.querySelector('audio').pause());
  await page.locator('.words').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  return page.evaluate(() => [document.activeElement.dataset.at, document.querySelector('audio').paused]);
}

// What axe-core finds serious. It comes through the debugger, since the page's policy lets no other script in.
async function serious(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run());
  return found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

// Whether the browser has the sound, or the page says that it has not.
async function sound(page) {
  await page.waitForFunction(() => document.querySelector('audio').readyState >= 1 || document.querySelector('audio').error);
  return {
    duration: await page.evaluate(() => document.querySelector('audio').duration),
    missing: await page.locator('.player .missing:visible').count(),
  };
}

// How far the page is wider than the window.
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const narrow = { colorScheme: 'dark', viewport: { width: 380, height: 800 } };

function still() {
  return open({ javaScriptEnabled: false }, async (page) => ({ text: await page.locator('body').innerText() }));
}

async function read() {
  const look = async (page) => ({
    serious: await serious(page),
    overflow: await overflow(page),
    playable: await page.locator('article.playable').count(),
  });
  return { light: await open({}, look), dark: await open(narrow, look), still: await still() };
}

async function everything() {
  const light = await open({}, async (page) => ({
    ...(await sound(page)),
    offsets: await clickWords(page),
    walked: await walk(page),
    serious: await serious(page),
  }));
  const dark = await open(narrow, async (page) => ({ serious: await serious(page), overflow: await overflow(page) }));
  return { light, dark, still: await still() };
}

const seen = part === 'sound' ? await open({}, sound) : part === 'read' ? await read() : await everything();
await browser.close();
console.log(JSON.stringify(seen));
