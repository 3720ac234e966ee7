import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasRealData, realData } from '../builders/real-data.ts';
import { checkout, runCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

const page = await readFile(join(checkout, 'examples', 'sql', 'README.md'), 'utf8');

/** The commands of the page that name a folder for data, in their order. */
const commandsIn = (folder: string): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('npx cdp ') && line.includes(folder))
    .map((line) => line.split(' ').slice(2));

/** The answer that the page shows for a file. */
function shown(file: string): string {
  const [, section = ''] = page.split(`\n## ${file}\n`);
  const blocks = [...(section.split('\n## ')[0] ?? '').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const answer = blocks.find(([, language]) => language === '')?.[2];
  if (answer === undefined) throw new Error(`The page shows no answer of ${file}.`);
  return answer;
}

/** Runs commands of the page with some of their words replaced. @returns what the last of them printed. */
async function run(commands: string[][], words: Record<string, string>): Promise<string> {
  let printed = '';
  for (const command of commands) {
    const { status, stdout, stderr } = await runCdp(command.map((word) => words[word] ?? word));
    expect([status, command, status === 0 ? '' : stderr]).toEqual([0, command, '']);
    printed = stdout;
  }
  return printed;
}

test('the commands of the page give the answers that it shows, and those of the front page', async () => {
  const dir = await temporaryFolder();
  const words = { '.cdp/shop': join(dir, 'data'), 'shop.ndjson': join(dir, 'shop.ndjson') };
  const simulate = ['simulate', '--people', '200', '--days', '35', '--out', 'shop.ndjson'];
  expect(page).toContain(`npx cdp ${simulate.join(' ')}\n`);
  const commands = commandsIn('.cdp/shop');
  expect(commands.at(-1)).toContain('examples/sql/funnel.sql');
  expect(await run([simulate, ...commands], words)).toBe(shown('funnel.sql'));
  for (const file of ['clv-by-cohort.sql', 'retention.sql', 'campaign-lift.sql']) {
    const query = ['query', '--file', `examples/sql/${file}`, '--data', '.cdp/shop'];
    expect(await run([query], words)).toBe(shown(file));
  }
  const front = await readFile(join(checkout, 'README.md'), 'utf8');
  expect(front).toContain(shown('funnel.sql'));
}, 240_000);

test.runIf(hasRealData)(
  'so do those for the two streams',
  async () => {
    const words = {
      '.cdp/seed': await temporaryFolder(),
      'transactions.ndjson': realData('seed/transactions.ndjson'),
      'coupon_redemption.ndjson': realData('seed/coupon_redemption.ndjson'),
    };
    const commands = commandsIn('.cdp/seed');
    expect(commands).toHaveLength(5);
    expect(await run(commands, words)).toBe(shown('unified-transactions.sql'));
  },
  240_000,
);
