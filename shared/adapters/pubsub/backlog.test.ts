import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Publisher } from '../../ports/event-bus.ts';
import { MemoryPublisher } from '../memory/publisher.ts';
import { Backlog } from './backlog.ts';

const subscriptions = [
  { name: 'validate', topic: 'events' },
  { name: 'enrich', topic: 'events-validated' },
];
const message = { data: Buffer.from('{}') };
const soon = () => AbortSignal.timeout(20);

test('a backlog with nothing in it is drained', async () => {
  await new Backlog(subscriptions).drained(soon());
});

test('a message is in the backlog of every subscription on its topic, and of no other', async () => {
  const backlog = new Backlog([...subscriptions, { name: 'archive', topic: 'events' }]);
  const [id = ''] = await backlog.counting(new MemoryPublisher()).publish('events', [message]);
  expect(backlog.progress).toEqual({ done: 0, total: 2 });
  backlog.acknowledge('validate', id);
  backlog.acknowledge('validate', id);
  backlog.acknowledge('enrich', id);
  await expect(backlog.drained(soon())).rejects.toThrow('Not drained: 1 for "archive".');
  backlog.acknowledge('archive', id);
  await backlog.drained(soon());
  expect(backlog.progress).toEqual({ done: 2, total: 2 });
});

test('a message may be handled before its publisher hears that it was accepted', async () => {
  const backlog = new Backlog(subscriptions);
  const eager: Publisher = {
    publish: async () => {
      backlog.acknowledge('validate', 'm1');
      backlog.acknowledge('validate', 'of another process');
      return ['m1'];
    },
  };
  await backlog.counting(eager).publish('events', [message]);
  await backlog.drained(soon());
  expect(backlog.progress).toEqual({ done: 1, total: 1 });
});

test('it is not drained while something is being published, nor held up by what was refused', async () => {
  const backlog = new Backlog(subscriptions);
  let refuse: (error: Error) => void = () => {};
  const slow: Publisher = {
    publish: () =>
      new Promise((_, reject) => {
        refuse = reject;
      }),
  };
  const publishing = backlog.counting(slow).publish('events', [message]);
  await expect(backlog.drained(soon())).rejects.toThrow('Not drained: 1 being published.');
  const drained = backlog.drained(AbortSignal.timeout(5000));
  refuse(new Error('no'));
  await expect(publishing).rejects.toThrow('no');
  await drained;
});

test('in any interleaving of two stages, it is drained exactly when the last of them is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, count) => {
      const backlog = new Backlog(subscriptions);
      let done = 0;
      let accepted = 0;
      // Deliveries start at once, so a message may be handled before, while, or after its id is told.
      const bus: Publisher = {
        publish: async (topic, messages) => {
          const ids = messages.map((_, index) => `${topic}-${accepted + index}`);
          accepted += ids.length;
          for (const id of ids) void deliver(topic, id);
          await scheduler.schedule(Promise.resolve(), 'accepted');
          return ids;
        },
      };
      const publisher = backlog.counting(bus);
      const deliver = async (topic: string, id: string) => {
        await scheduler.schedule(Promise.resolve(), 'delivered');
        if (topic === 'events') await publisher.publish('events-validated', [message, message]);
        else done += 1;
        backlog.acknowledge(topic === 'events' ? 'validate' : 'enrich', id);
      };
      const published = publisher.publish('events', Array(count).fill(message));
      const drained = backlog.drained(AbortSignal.timeout(5000)).then(() => done);
      await scheduler.waitAll();
      await published;
      expect(await drained).toBe(2 * count);
    }),
  );
});
