// Pictures of everything mynah shows, to be looked at: `node screens.mjs MYNAH CHROMIUM DIR`, which `./x screens` calls; text beside those of terminals. A rehearsal, its result and a
// replay on a real terminal (tmux), history, progress and stories, and the report page in Chromium, in both languages. The answers are those of the
// demonstration, whose virtual sound card is used while it runs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { asHtml } from './terminal_html.mjs';

const [mynah, executablePath, directory] = process.argv.slice(2);
const out = resolve(directory);
const work = mkdtempSync(join(tmpdir(), 'mynah-screens-'));
const socket = `mynah-screens-${process.pid}`;
const PATIENCE_MS = 60_000;
const USUAL = [80, 24];
const PAGES = [
  ['light', { viewport: { width: 1000, height: 800 } }],
  ['dark', { viewport: { width: 1000, height: 800 }, colorScheme: 'dark' }],
  ['print', { viewport: { width: 794, height: 1123 } }],
  ['narrow', { viewport: { width: 380, height: 800 } }],
];

delete process.env.NO_COLOR; // the pictures are those of a terminal with colours
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

function run(program, args, env = {}) {
  const ran = spawnSync(program, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${ran.error ?? ran.stderr}`);
  return ran.stdout;
}

async function until(what, find) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(30)) {
    const found = await find();
    if (found) return found;
  }
  throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
}

const tmux = (...args) => run('tmux', ['-L', socket, '-f', '/dev/null', ...args]);

// A terminal of this size with mynah on it; what is printed stays to be seen.
class Terminal {
  constructor(name, [width, height], args, env) {
    const set = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
    const words = [mynah, ...args].map((word) => `'${word}'`).join(' ');
    tmux('new-session', '-d', '-s', name, '-x', width, '-y', height, ...set, `sh -c "${words}; exec sleep 600"`);
    Object.assign(this, { name, width });
  }

  text() { return tmux('capture-pane', '-p', '-t', this.name); }
  press(key) { tmux('send-keys', '-t', this.name, key); }
  close() { tmux('kill-session', '-t', this.name); }
  shows(text) {
    const found = until(`${this.name}: ${text}`, () => this.text().match(text));
    return found.catch((error) => { throw new Error(`${error.message}\n${this.text()}`); });
  }

  async picture(name = this.name) {
    const html = asHtml(tmux('capture-pane', '-e', '-N', '-p', '-t', this.name), this.width);
    const page = await browser.newPage();
    await page.setContent(html);
    await page.locator('main').screenshot({ path: join(out, `${name}.png`) });
    writeFileSync(join(out, `${name}.txt`), this.text());
    await page.close();
  }
}

// The environment of the demonstration's virtual sound card: that of the process which rehearses inside it.
function cardOf(demonstration) {
  const inside = spawnSync('ps', ['--ppid', demonstration.pid, '-o', 'pid=,args='], { encoding: 'utf8' }).stdout;
  const pid = inside.split('\n').find((line) => line.includes('--inside'))?.trim().split(' ')[0];
  if (!pid) return null;
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').map((line) => line.split(/=(.*)/s));
  return Object.fromEntries(variables.filter(([name]) => /^(PULSE|SPEECHD|XDG_RUNTIME_DIR)/.test(name)));
}

const words = {
  en: { answering: 'speak now', recognising: 'Recognising', choices: 'p play all', preparing: 'Think', asking: 'being spoken', loud: 'TOO LOUD' },
  ko: { answering: '말씀하세요', recognising: '받아쓰는 중', choices: 'p 전체 듣기', preparing: '생각할 시간', asking: '읽고 있습니다', loud: '너무 큼' },
};

async function rehearsals(language, env, card, { answer, half, loud }) {
  const say = words[language];
  const base = ['practice', '--lang', language, '--ui', language, '--model', 'demo'];
  const story = [...base, '--prompt', 'demo.story'];
  const name = (what) => `${language}-${what}`;

  const asking = new Terminal(name('1-asking'), USUAL, [...base, '--pack', 'amazon', '--prep', '30'], { ...env, ...card });
  await asking.shows(say.asking);
  await asking.picture();
  await asking.shows(say.preparing);
  await asking.picture(name('2-preparing'));
  asking.close();

  for (const [what, size] of [['3-recording', USUAL], ['3-recording-40x12', [40, 12]], ['3-recording-120x40', [120, 40]]]) {
    const recording = new Terminal(name(what), size, [...story, '--mute', '--input', answer], { ...env, ...card });
    await recording.shows(say.answering);
    await recording.shows(/0:(0[7-9]|[1-5]\d) (spoken|경과)/);
    await recording.picture();
    if (size === USUAL) {
      recording.press('Enter');
      await recording.shows(say.recognising);
      await recording.picture(name('4-recognising'));
    }
    recording.close();
  }

  const tooLoud = new Terminal(name('3-too-loud'), USUAL, [...story, '--mute', '--input', loud], env);
  await tooLoud.shows(/0:(0[4-9]|[1-5]\d) (spoken|경과)/);
  await tooLoud.shows(say.loud);
  await tooLoud.picture();
  tooLoud.close();

  for (const [what, size] of [['5-result', USUAL], ['5-result-40x12', [40, 12]], ['5-result-120x50', [120, 50]]]) {
    const result = new Terminal(name(what), size, [...story, '--mute', '--input', half, '--pace', 'fast'], { ...env, ...card });
    await result.shows(say.choices);
    await result.picture();
    if (size === USUAL) {
      result.press('c');
      await until('the moment of the finding', () => / \d+:\d\d\/\d+:\d\d /.test(` ${result.text()}`.replaceAll('\n', ' ')));
      await sleep(1_500);
      await result.picture(name('6-playing'));
    }
    result.close();
  }
}

async function replays(language, env) {
  for (const [what, size] of [['7-replay', USUAL], ['7-replay-40x12', [40, 12]], ['7-replay-120x40', [120, 40]]]) {
    const replay = new Terminal(`${language}-${what}`, size, ['replay', 'last', '--at', '12', '--ui', language], env);
    await replay.shows(/0:(1[4-9]|[2-5]\d) \//);
    await replay.picture();
    replay.close();
  }
}

async function tables(language, env) {
  for (const [what, args] of [['8-history', ['history']], ['8-progress', ['progress']], ['8-stories', ['stories', 'list']]]) {
    const table = new Terminal(`${language}-${what}`, [100, 36], [...args, '--ui', language], env);
    await until(`${what}: text`, () => table.text().trim() && tmux('list-panes', '-t', table.name, '-F', '#{pane_current_command}').includes('sleep'));
    await table.picture();
    table.close();
  }
}

async function pages(language, env) {
  const file = join(work, `${language}.html`);
  run(mynah, ['report', 'last', '--ui', language, '--format', 'html', '-o', file], env);
  for (const [what, options] of PAGES) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    if (what === 'print') await page.emulateMedia({ media: 'print' });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(out, `${language}-9-page-${what}.png`), fullPage: true });
    await context.close();
  }
}

async function everything(language) {
  const note = resolve(`tests/data/notes/${language === 'ko' ? 'bullets_ko' : 'crlf_tabs_bom'}.md`);
  const demonstration = spawn(mynah, ['demo', '--lang', language], { env: { ...process.env, MYNAH_HOME: join(work, `demo-${language}`) }, stdio: 'ignore' });
  try {
    const answer = join(work, `demo-${language}`, 'demo', `candidate-story-${language}.wav`);
    const card = await until('the sound card', () => cardOf(demonstration));
    await until('the answer', () => existsSync(answer) && existsSync(answer.replace('story', 'introduction')));
    await sleep(1_000); // the second answer is being written
    const env = { MYNAH_HOME: join(work, `home-${language}`), LANG: 'C.UTF-8' };
    const [half, loud] = ['half', 'loud'].map((name) => join(work, `${name}-${language}.wav`));
    run('sox', [answer, half, 'trim', '0', '20']);
    spawnSync('sox', [answer, loud, 'gain', '24']); // it warns that the sound is clipped, as it has to be
    run(mynah, ['import', note], env);
    for (const [prompt, wav] of [['demo.intro', answer.replace('story', 'introduction')], ['demo.story', half], ['demo.story', answer]]) {
      run(mynah, ['practice', '--lang', language, '--prompt', prompt, '--mute', '--model', 'demo', '--input', wav, '--pace', 'fast'], env);
    }
    await rehearsals(language, { ...env, MYNAH_HOME: join(work, `rehearsals-${language}`) }, card, { answer, half, loud });
    await replays(language, { ...env, ...card });
    await tables(language, env);
    await pages(language, env);
  } finally {
    demonstration.kill('SIGINT');
  }
}

function clean() {
  spawnSync('tmux', ['-L', socket, 'kill-server']);
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
process.on('SIGINT', () => {
  clean();
  process.exit(130);
});

try {
  tmux('new-session', '-d', '-s', 'base', 'exec sleep 3600'); // a server without a session ends
  tmux('set-option', '-g', 'status', 'off');
  for (const language of ['ko', 'en']) await everything(language);
} finally {
  await browser.close();
  clean();
}
console.log(out);
