import { expect, it } from 'vitest';
import { anEvent } from '../../test/builders/events.ts';
import { eachAlone } from './each-alone.ts';

it('quarantines the events that a step throws at, as they were, and takes their neighbours through it', async () => {
  const events = ['u1', 'u2', 'u3'].map((userId) => anEvent({ userId }));
  const { events: done, quarantined } = await eachAlone(
    'It could not be read',
    events,
    async (batch) =>
      batch.map((event) => {
        if (event.userId === 'u2') throw new Error('no such page');
        return { ...event, name: 'Home' };
      }),
  );
  expect(done.map(({ userId, name }) => [userId, name])).toEqual([
    ['u1', 'Home'],
    ['u3', 'Home'],
  ]);
  expect(quarantined).toMatchObject([
    { rule: 'poison', canonical: true, message: 'It could not be read: no such page' },
  ]);
  expect(JSON.parse(quarantined[0]?.raw.data ?? '')).toEqual(events[1]);
});
