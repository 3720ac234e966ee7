import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { startTethered } from './tethered-process.ts';

/** A program that listens on a free port, says on which, and would do so for ever. */
const listener =
  'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => console.log(s.address().port));';

/** A process that starts the listener, hands on what it says, and waits. */
const parentProgram = `
  const { startTethered } = await import(${JSON.stringify(new URL('./tethered-process.ts', import.meta.url).href)});
  const child = startTethered(process.execPath, ['-e', ${JSON.stringify(listener)}]);
  const wait = setInterval(() => {
    if (child.output() === '') return;
    clearInterval(wait);
    console.log(child.output());
    if (process.argv[1] !== 'leave') setInterval(() => {}, 1000);
  }, 5);
`;

let parent: ChildProcess | undefined;
afterEach(() => parent?.kill('SIGKILL'));

async function startParent(...args: string[]): Promise<number> {
  const options = ['--import', import.meta.resolve('tsx'), '--input-type=module'];
  parent = spawn(process.execPath, [...options, '-e', parentProgram, ...args], { stdio: 'pipe' });
  const [port] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
  return Number(port.toString());
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come about within 10 seconds.');
    await setTimeout(5);
  }
}

describe('a tethered process', () => {
  test('runs until it is stopped, and its output is kept from the terminal', async () => {
    const child = startTethered(process.execPath, ['-e', listener]);
    await until(() => child.output() !== '');
    const port = Number(child.output());
    expect(await listens(port)).toBe(true);
    expect(child.ended()).toBeUndefined();
    await child.stop();
    expect(await listens(port)).toBe(false);
    expect(child.ended()).toBe('it was ended by SIGKILL');
    await child.stop();
  });

  test('tells with what it ended by itself', async () => {
    const child = startTethered(process.execPath, ['-e', 'console.error("no"); process.exit(3)']);
    await until(() => child.ended() !== undefined);
    expect(child.ended()).toBe('it ended with status 3');
    expect(child.output()).toBe('no\n');
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'ends when its parent is ended by %s',
    async (signal) => {
      const port = await startParent();
      expect(await listens(port)).toBe(true);
      parent?.kill(signal);
      await until(async () => !(await listens(port)));
    },
  );

  test('does not keep a parent that has nothing else to do, and ends with it', async () => {
    const port = await startParent('leave');
    if (parent?.exitCode === null) await once(parent, 'exit');
    await until(async () => !(await listens(port)));
  });
});
