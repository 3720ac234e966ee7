import { expect, it } from 'vitest';
import { hasRealData } from '../builders/real-data.ts';
import { runPlatform } from '../builders/running-platform.ts';
import { damagesOf } from './damages-of.ts';
import { type NaughtyInput, naughtyConfig, naughtyInputs } from './naughty-inputs.ts';

const inputs = naughtyInputs();
const headers = { authorization: `Basic ${Buffer.from('naughty-key:').toString('base64')}` };

it('takes all of the two lists', () => {
  expect(inputs.length).toBe(5 * (485 + (hasRealData ? 318 : 0)));
});

it('over HTTP, every input has an outcome, and what is taken comes through intact', async () => {
  const { platform, url } = await runPlatform(naughtyConfig());
  const taken: NaughtyInput[] = [];
  const unexpected: string[] = [];
  const queue = inputs.values();
  const send = async () => {
    for (const input of queue) {
      const { name, call, body } = input;
      const { status } = await fetch(`${url}/v1/${call}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      if (status === 200) taken.push(input);
      else if (![400, 413].includes(status)) unexpected.push(`${name}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 64 }, send));
  expect(unexpected).toEqual([]);
  await platform.drain();
  expect(await platform.reconcile()).toMatchObject([
    { source: 'web', accepted: taken.length, pending: 0, difference: 0 },
  ]);
  expect(await damagesOf(taken, platform)).toEqual([]);
}, 180_000);

it('over the bus, every message has an outcome, and what is applied comes through intact', async () => {
  const { platform, outcomes } = await runPlatform(naughtyConfig());
  const attributes = { source: 'web' };
  const ids = await platform.publish(inputs.map(({ body }) => ({ data: body, attributes })));
  await platform.drain();
  const arrivals = outcomes.map(({ arrival }) => arrival);
  expect(new Set(arrivals).size).toBe(arrivals.length);
  expect(new Set(arrivals.map((arrival) => arrival.split('/')[0]))).toEqual(new Set(ids));
  expect(await platform.reconcile()).toMatchObject([
    { source: 'web', accepted: arrivals.length, pending: 0, difference: 0 },
  ]);
  expect(await damagesOf(inputs, platform)).toEqual([]);
}, 180_000);
