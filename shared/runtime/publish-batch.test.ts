import { expect, it } from 'vitest';
import type { OutgoingMessage, Publisher, Topic } from '../ports/event-bus.ts';
import { publishBatches } from './publish-batch.ts';

it('publishes what somebody may hear, and makes no message of what nobody can', async () => {
  const published: [Topic, string[]][] = [];
  const publisher: Publisher = {
    isUnheard: (topic) => topic === 'profile-changes',
    publish: async (topic, messages: readonly OutgoingMessage[]) => {
      published.push([topic, messages.map(({ data }) => Buffer.from(data).toString('utf8'))]);
      return messages.map((_, index) => String(index));
    },
  };
  const unheard = {
    toJSON() {
      throw new Error('Nobody hears it.');
    },
  };

  await publishBatches(publisher, {
    'profile-changes': [unheard],
    'audience-changes': [],
    outcomes: [{ outcome: 'applied' }, { outcome: 'duplicate' }],
  });

  expect(published).toEqual([['outcomes', ['[{"outcome":"applied"},{"outcome":"duplicate"}]']]]);
});
