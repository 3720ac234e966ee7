import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ProfileLoader } from './profile-loader.ts';

it('fails once where a store that has ended the transaction fails both of its reads, one after the other', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const ended = (after: number) => async (): Promise<never> => {
    for (let turn = 0; turn < after; turn += 1) await setImmediate();
    throw new Error('The transaction is invalid or closed.');
  };
  const loader = new ProfileLoader({
    profiles: ended(1),
    identities: ended(3),
    accounts: ended(0),
  });
  await expect(loader.load(['user_id:u1'])).rejects.toThrow('invalid or closed');
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  expect(unhandled).toEqual([]);
});
