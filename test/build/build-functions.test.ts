import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataPackages } from '../../shared/adapters/databases/package-data.ts';
import { buildFunctions, startFunction } from '../builders/built-functions.ts';
import { checkout, type Finished } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

/** Writes files into a folder that is gone after the test. Functions in it find the packages of the checkout. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  await symlink(join(checkout, 'node_modules'), join(dir, 'node_modules'), 'junction');
  return dir;
}

const buildIn = (dir: string, ...args: string[]): Promise<Finished> =>
  buildFunctions('--functions', join(dir, 'functions'), '--out', join(dir, 'dist'), ...args);

const postEvent = (url: string, data: object): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-source': '//pubsub.googleapis.com/projects/p/topics/t',
      'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
    },
    body: JSON.stringify(data),
  });

const shared = JSON.stringify(join(checkout, 'schemas/warehouse/tables.ts'));

test('a built function runs under the Functions Framework, with its configuration bundled in', async () => {
  const dir = await project({
    'cdp.config.ts': `export default { file: process.env['OUT_FILE'] ?? '', greeting: 'hello' as const };`,
    'functions/greet/index.ts': `
      import { cloudEvent, type CloudEvent } from '@google-cloud/functions-framework';
      import config from '../../cdp.config.ts';
      import { tableSchema } from ${shared};
      cloudEvent('greet', async (event: CloudEvent<{ name: string }>) => {
        const { write } = await import('./write.ts');
        await write(event.data?.name ?? '', config.greeting + ' ' + tableSchema('profiles').partition);
      });`,
    'functions/greet/write.ts': `
      import { writeFile } from 'node:fs/promises';
      import { Storage } from '@google-cloud/storage';
      import Bowser from 'bowser';
      export const write = async (path: string, text: string) => {
        const browser = Bowser.parse('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0').browser.name;
        await writeFile(path, [text, browser, typeof Storage].join(' '));
      };`,
    'functions/greet/greet.test.ts': `throw new Error('not part of the function');`,
    'functions/drafts/notes.md': 'a folder without index.ts is no function',
  });
  const { status, stdout, stderr } = await buildIn(dir, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const pinned = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')).dependencies;
  const names = ['@google-cloud/functions-framework', '@google-cloud/storage'];
  const dependencies = Object.fromEntries(names.map((name) => [name, pinned[name]]));
  const built = JSON.parse(stdout);
  expect(built).toEqual([
    { function: 'greet', kib: expect.any(Number), seconds: expect.any(Number), dependencies },
  ]);
  expect(JSON.parse(await readFile(join(dir, 'dist/greet/package.json'), 'utf8'))).toEqual({
    name: 'greet',
    private: true,
    type: 'module',
    main: 'index.js',
    engines: { node: '>=20' },
    dependencies,
  });
  expect(existsSync(join(dir, 'dist/greet/index.js.map'))).toBe(true);
  expect(existsSync(join(dir, 'dist/drafts'))).toBe(false);
  // What is imported on demand is not loaded at the start.
  expect(await readFile(join(dir, 'dist/greet/index.js'), 'utf8')).not.toContain('cloud/storage');

  const { url } = await startFunction(join(dir, 'dist/greet'), 'greet', 'cloudevent');
  const file = join(dir, 'greeting.txt');
  const response = await postEvent(url, { name: file });
  expect(response.status).toBe(204);
  expect(await readFile(file, 'utf8')).toBe('hello snapshot_date Firefox function');
});

test('a function that opens packages of data gets them as dependencies, and opens none to start', async () => {
  const facts = JSON.stringify(join(checkout, 'shared/adapters/databases/opened-facts.ts'));
  const dir = await project({
    'functions/place/index.ts': `
      import { writeFile } from 'node:fs/promises';
      import { cloudEvent, type CloudEvent } from '@google-cloud/functions-framework';
      import { openedFacts } from ${facts};
      const opened = openedFacts({});
      cloudEvent('place', async (event: CloudEvent<{ ip: string; file: string }>) => {
        const facts = await opened.open(['countries', 'crawlers', 'mailDomains']);
        const said = [
          facts.countryOf(event.data?.ip ?? '')?.country,
          facts.isCrawler('Googlebot/2.1'),
          facts.mailDomainKind('gmail.com'),
        ];
        await writeFile(event.data?.file ?? '', said.join(' '));
      });`,
  });
  const { status, stdout } = await buildIn(dir, '--json');
  expect(status).toBe(0);
  const pinned = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')).dependencies;
  const [built] = JSON.parse(stdout);
  for (const name of dataPackages) expect(built.dependencies[name]).toBe(pinned[name]);
  // The reader of databases is loaded on demand, and what it reads is in no bundle.
  expect(built.kib).toBeLessThan(150);
  expect(await readFile(join(dir, 'dist/place/index.js'), 'utf8')).not.toContain(
    'findAddressInTree',
  );
  const { url } = await startFunction(join(dir, 'dist/place'), 'place', 'cloudevent');
  const file = join(dir, 'said.txt');
  expect((await postEvent(url, { ip: '193.0.6.139', file })).status).toBe(204);
  expect(await readFile(file, 'utf8')).toBe('NL true free');
});

test.each([
  ['lmdb', `import { open } from 'lmdb'; export const store = open;`],
  ['@duckdb/node-api', `export const store = () => import('@duckdb/node-api');`],
])('a function that reaches %s is not built, and the way there is named', async (name, store) => {
  const dir = await project({
    'functions/good/index.ts': 'export {};',
    'functions/merge/index.ts': `import { store } from './store.ts'; console.log(store);`,
    'functions/merge/store.ts': store,
  });
  const { status, stderr } = await buildIn(dir);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^merge reaches a package of the embedded backend: .*functions/merge/index\\.ts → .*functions/merge/store\\.ts → ${name}\\. Cut that import\\.\n$`,
    ),
  );
  expect(existsSync(join(dir, 'dist/merge'))).toBe(false);
});

test('an error in the code is printed with its place', async () => {
  const dir = await project({ 'functions/merge/index.ts': `import './nowhere.ts';` });
  const { status, stderr } = await buildIn(dir);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /functions\/merge\/index\.ts:1:7: ERROR: Could not resolve "\.\/nowhere\.ts"/,
  );
});

test('people get a table, and no function is an error', async () => {
  const dir = await project({ 'functions/merge/index.ts': 'console.log(1);' });
  const { stdout } = await buildIn(dir);
  expect(stdout).toMatch(/^function +KiB +seconds\nmerge +\d+ +\d+\.\d\d\n$/);
  const none = await buildFunctions('--functions', join(dir, 'dist'), '--out', join(dir, 'other'));
  expect(none.status).toBe(1);
  expect(none.stderr).toMatch(/^No folder of .+ has an index\.ts/);
});

test('an unknown option is wrong usage', async () => {
  const { status, stderr } = await buildFunctions('--watch');
  expect(status).toBe(2);
  expect(stderr).toContain('Usage: npm run build');
});
