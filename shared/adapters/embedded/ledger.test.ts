import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../test/builders/temporary-folder.ts';
import { openEnvironment } from './environment.ts';
import { Ledger } from './ledger.ts';

/** Two processes that could take events off one log, on one clock. */
async function twoConsumers() {
  const environment = openEnvironment(await temporaryFolder());
  onTestFinished(() => environment.close());
  const clock = { now: Date.UTC(2026, 0, 1) };
  const [first, second] = [0, 1].map(() => new Ledger(environment, () => clock.now));
  if (first === undefined || second === undefined) throw new Error('There are two.');
  const after = (milliseconds: number) => {
    clock.now += milliseconds;
  };
  return { first, second, after };
}

it('keeps its place as the consumer for as long as it claims it, however often that is', async () => {
  const { first, second, after } = await twoConsumers();
  for (let claims = 0; claims < 600; claims += 1) {
    expect(first.claim()).toBeUndefined();
    after(100);
  }
  expect(second.claim()).toMatchObject({ pid: process.pid });
  after(13_500);
  expect(second.claim()).toMatchObject({ pid: process.pid });
  after(2000);
  expect(second.claim()).toBeUndefined();
  expect(first.claim()).toMatchObject({ pid: process.pid });
});

it('loses its place to another one when it was silent for too long, and hears of it at its next claim', async () => {
  const { first, second, after } = await twoConsumers();
  expect(first.claim()).toBeUndefined();
  after(16_000);
  expect(second.claim()).toBeUndefined();
  after(500);
  expect(first.claim()).toMatchObject({ pid: process.pid });
});

it('says at once where it listens', async () => {
  const { first, second } = await twoConsumers();
  expect(first.claim()).toBeUndefined();
  expect(first.claim('http://127.0.0.1:8080')).toBeUndefined();
  expect(second.consumer()).toMatchObject({ url: 'http://127.0.0.1:8080' });
});

it('gives its place up for whoever comes next', async () => {
  const { first, second } = await twoConsumers();
  expect(first.claim()).toBeUndefined();
  await first.release();
  expect(second.claim()).toBeUndefined();
});
