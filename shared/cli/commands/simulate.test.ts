import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { simulateShop } from '../../simulation/simulate-shop.ts';
import { CommandError, UsageError } from '../errors.ts';
import { addSimulate } from './simulate.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function simulate(...args: string[]): Promise<void> {
  const program = new Command('cdp').exitOverride().configureOutput({ writeErr: () => undefined });
  addSimulate(program);
  await program.parseAsync(['simulate', ...args], { from: 'user' });
}

const start = Date.parse('2026-01-01T00:00:00Z');
const ndjson = (records: Iterable<unknown>): string =>
  [...records].map((record) => `${JSON.stringify(record)}\n`).join('');

describe('with --out', () => {
  test('the events and the truth become files beside each other', async () => {
    const out = join(folder, 'events.ndjson');
    await simulate('--people', '30', '--seed', '5', '--out', out);
    const shop = simulateShop({ people: 30, seed: 5, start });
    expect(await readFile(out, 'utf8')).toBe(ndjson(shop.events));
    expect(await readFile(`${out}.truth.ndjson`, 'utf8')).toBe(ndjson(shop.truth));
  });

  test('names that end in .gz are compressed, and the days and their start are as told', async () => {
    const out = join(folder, 'events.ndjson.gz');
    const truth = join(folder, 'truth.ndjson.gz');
    const days = ['--days', '3', '--start', '2025-06-01T00:00:00+02:00'];
    await simulate('--people', '10', ...days, '--out', out, '--truth', truth);
    const shop = simulateShop({ people: 10, seed: 1, start: Date.UTC(2025, 4, 31, 22), days: 3 });
    expect(gunzipSync(await readFile(out)).toString()).toBe(ndjson(shop.events));
    expect(gunzipSync(await readFile(truth)).toString()).toBe(ndjson(shop.truth));
    expect((await readdir(folder)).sort()).toEqual(['events.ndjson.gz', 'truth.ndjson.gz']);
  });

  test('a folder that is not there is an error that says what to check', async () => {
    const out = join(folder, 'missing', 'events.ndjson');
    const failure = simulate('--people', '3', '--out', out);
    await expect(failure).rejects.toThrow(CommandError);
    await expect(failure).rejects.toThrow(/missing.*ENOENT.*Check that its folder exists/);
  });
});

describe('wrong usage', () => {
  test.each([
    [['--people', '0'], 'whole number from 1'],
    [['--people', 'many'], 'whole number from 1'],
    [['--seed', '1.5'], 'whole number'],
    [['--days', '-1'], 'whole number'],
    [['--start', 'yesterday'], 'It takes a day'],
    [['--start', '2026-13-01'], 'It takes a day'],
    [['--start', '2026-01-01T08:00:00'], 'It takes a day'],
  ])('%j is refused by the parser', async (args, message) => {
    await expect(simulate(...args)).rejects.toMatchObject({
      code: 'commander.invalidArgument',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    [['--json'], 'needs --out'],
    [['--out', 'same', '--truth', 'same'], 'both name same'],
    [['--days', '9999999'], 'years'],
  ])('%j is refused before anything is written', async (args, message) => {
    const failure = simulate(...args);
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.toThrow(message);
  });
});

describe('as a program', () => {
  const script = `
    import { Command } from 'commander';
    import { addSimulate } from './shared/cli/commands/simulate.ts';
    const program = new Command('cdp');
    addSimulate(program);
    await program.parseAsync(process.argv.slice(1), { from: 'user' });
  `;

  function run(...args: string[]) {
    const node = ['--import', 'tsx', '--input-type=module', '--eval', script, '--'];
    const child = spawn(process.execPath, [...node, 'simulate', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const status = new Promise((resolve) => child.once('close', resolve));
    return { child, status };
  }

  test('the events go to standard output, and a note says how to get the truth', async () => {
    const { child, status } = run('--people', '3');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(await status).toBe(0);
    expect(out).toBe(ndjson(simulateShop({ people: 3, seed: 1, start }).events));
    const events = out.trimEnd().split('\n').length;
    expect(err).toMatch(new RegExp(`^3 people, ${events} events, [\\d.]+ s\n`));
    expect(err).toContain('--truth FILE');
  });

  test('a reader that goes away ends it quietly', async () => {
    const { child, status } = run('--people', '2000');
    const errors = text(child.stderr);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.destroy();
    expect(await status).toBe(0);
    expect(await errors).toBe('');
  });

  test('the summary is JSON where asked for', async () => {
    const out = join(folder, 'events.ndjson');
    const { child, status } = run('--people', '4', '--out', out, '--json');
    const [printed] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(await status).toBe(0);
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(printed)).toEqual({
      people: 4,
      events: lines.length,
      seconds: expect.any(Number),
      out,
      truth: `${out}.truth.ndjson`,
    });
  });
});
