import { describe, expect, test } from 'vitest';
import type { Topic } from '../../ports/event-bus.ts';
import { functionOf, parseTopology, readTopology } from './topology.ts';

/** Every topic of the port, spelt so that the compiler notices a missing one. */
const topics: Record<Topic, true> = {
  events: true,
  'events-validated': true,
  'events-enriched': true,
  'events-quarantined': true,
  'profile-changes': true,
  'audience-changes': true,
  'sweep-requests': true,
  deliveries: true,
  'deliver-dead-letter': true,
  outcomes: true,
  'export-requests': true,
};

describe('the topology of the platform', () => {
  const topology = readTopology();

  test('has every topic that the code publishes to', () => {
    const names = topology.topics.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(topics)));
  });

  test('feeds each function from its topics, whichever way the stages are deployed', () => {
    const pushed = topology.subscriptions
      .filter(({ delivery }) => delivery === 'push')
      .map((subscription) => [subscription.stages, subscription.topic, functionOf(subscription)]);
    expect(pushed).toEqual([
      ['separate', 'events', 'validate'],
      ['separate', 'events-validated', 'enrich'],
      ['separate', 'events-enriched', 'merge'],
      ['composed', 'events', 'pipeline'],
      [undefined, 'export-requests', 'export'],
      [undefined, 'sweep-requests', 'sweep'],
      [undefined, 'audience-changes', 'activate'],
      [undefined, 'profile-changes', 'activate'],
      [undefined, 'deliveries', 'activate'],
    ]);
  });

  test('keeps what no function could take: every push subscription has a dead letter', () => {
    for (const { name, delivery, deadLetterPolicy, retryPolicy } of topology.subscriptions) {
      if (delivery !== 'push') continue;
      expect(deadLetterPolicy?.deadLetterTopic).toBe(`${name}-dead-letter`);
      expect(retryPolicy).toBeDefined();
    }
  });

  test('archives events, outcomes and quarantined events', () => {
    const stored = topology.subscriptions
      .filter(({ delivery }) => delivery === 'storage')
      .map(({ name, topic }) => `${topic} > ${name}`);
    expect(stored).toContain('events > archive-events');
    expect(stored).toContain('outcomes > archive-outcomes');
    expect(stored).toContain('events-quarantined > archive-quarantined');
  });
});

describe('a document that is no topology is refused with the place', () => {
  const subscription = {
    name: 'feed',
    topic: 'things',
    delivery: 'pull',
    ackDeadlineSeconds: 10,
    messageRetentionDuration: '600s',
    expirationPolicy: { ttl: 'never' },
  };
  const deadLetterPolicy = { deadLetterTopic: 'lost', maxDeliveryAttempts: 5 };
  const one = { topics: [{ name: 'things' }], subscriptions: [subscription] };

  test('the smallest topology is taken as it is', () => {
    expect(parseTopology(one)).toEqual(one);
  });

  test.each([
    ['nothing', undefined, 'topology: not an object'],
    ['no topics', { subscriptions: [] }, 'topology.topics: missing'],
    [
      'a short name',
      { topics: [{ name: 'x' }], subscriptions: [] },
      'topology.topics[0].name: "x"',
    ],
    [
      'an ack deadline beyond what Pub/Sub allows',
      { ...one, subscriptions: [{ ...subscription, ackDeadlineSeconds: 601 }] },
      'topology.subscriptions[0].ackDeadlineSeconds: 601, where an integer from 10 to 600',
    ],
    [
      'a subscription that would expire',
      { ...one, subscriptions: [{ ...subscription, expirationPolicy: { ttl: '1s' } }] },
      'topology.subscriptions[0].expirationPolicy.ttl: "1s", where one of never',
    ],
    [
      'a retention without its unit',
      { ...one, subscriptions: [{ ...subscription, messageRetentionDuration: '600' }] },
      'topology.subscriptions[0].messageRetentionDuration: "600"',
    ],
    [
      'an unknown topic',
      { ...one, subscriptions: [{ ...subscription, topic: 'others' }] },
      '"others", of subscription "feed", is not under "topics"',
    ],
    [
      'the same name twice',
      { ...one, subscriptions: [subscription, subscription] },
      'two subscriptions "feed"',
    ],
    [
      'a dead letter that nobody keeps',
      {
        topics: [{ name: 'things' }, { name: 'lost' }],
        subscriptions: [{ ...subscription, deadLetterPolicy }],
      },
      '"lost" has no subscription',
    ],
  ])('%s', (_, document, message) => {
    expect(() => parseTopology(document)).toThrow(message);
  });
});
