import { create } from 'node:domain';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { outsideOfDomain } from './outside-of-domain.ts';

const current = () => (process as { domain?: object | null }).domain ?? undefined;

test('work that a domain began goes on outside of it, and the domain goes on with its own', async () => {
  const domain = create();
  const [within, work] = domain.run(() => {
    const working = outsideOfDomain(async () => {
      const atOnce = current();
      await setImmediate();
      return [atOnce, current()];
    });
    return [current(), working];
  });
  expect(within).toBe(domain);
  expect(await work).toEqual([undefined, undefined]);
});

test('what the work throws or rejects with reaches the caller, who is in the domain again', async () => {
  const failure = new Error('not now');
  const fail = () => {
    throw failure;
  };
  const domain = create();
  const rejected = domain.run(() => {
    expect(() => outsideOfDomain(fail)).toThrow(failure);
    expect(current()).toBe(domain);
    return outsideOfDomain(async () => fail());
  });
  await expect(rejected).rejects.toBe(failure);
});
