import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { AttemptResult } from '../../shared/domain/activation/attempt.ts';
import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { DestinationConfig } from '../../shared/domain/activation/destination-config.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { noWrites } from '../../shared/ports/profile-store.ts';
import type { Dispatch } from '../../shared/ports/send.ts';
import { DestinationGates } from '../../shared/runtime/activation/destination-gates.ts';
import { reviveDelivery } from '../../shared/runtime/activation/revive-delivery.ts';
import { aDestination } from '../../test/builders/deliveries.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { aTransition, aView } from '../../test/builders/transitions.ts';
import type { Activating } from './activating.ts';
import { onMessage } from './on-message.ts';

const minute = 60_000;

let now: number;
let profiles: MemoryProfileStore;
let deliveries: MemoryDeliveryStore;
let publisher: MemoryPublisher;
let sent: { destination: string; dispatch: Dispatch }[];
let answers: AttemptResult[];

beforeEach(() => {
  now = Date.parse('2026-01-01T12:00:00.000Z');
  profiles = new MemoryProfileStore();
  deliveries = new MemoryDeliveryStore();
  publisher = new MemoryPublisher();
  sent = [];
  answers = [];
});

const delivered: AttemptResult = { kind: 'delivered', ms: 1, status: 200 };
const failed: AttemptResult = { kind: 'failed', ms: 1, status: 500, error: 'It answered 500' };

/** The function, with a destination `crm`, or others. It takes what it is sent, unless `answers` says otherwise. */
function activating(
  config: Partial<DestinationConfig> = {},
  names: readonly string[] = ['crm'],
): Activating {
  return {
    publisher,
    wait: async (ms) => {
      now += ms;
    },
    activation: {
      destinations: Object.fromEntries(names.map((name) => [name, aDestination(name, config)])),
      deliveries,
      profiles,
      gates: new DestinationGates(),
      clock: () => now,
      random: () => 0.5,
      send: async ({ name }, dispatch) => {
        sent.push({ destination: name, dispatch });
        return answers.shift() ?? delivered;
      },
    },
  };
}

const know = (view: ProfileView) =>
  profiles.transact(async () => {
    const stored = { profileId: view.profileId, view, core: Buffer.from(''), version: 1 };
    return { writes: { ...noWrites, putProfiles: [stored] }, result: undefined };
  });

/** The wake-ups published so far, each as it arrives. */
const wakeUps = (): Message[] =>
  publisher.on('deliveries').map((content) =>
    aMessage(content, {
      attributes: { destination: 'crm' },
      publishTime: new Date(now).toISOString(),
    }),
  );

const onRecord = async (): Promise<Delivery[]> => {
  const all: Delivery[] = [];
  for await (const delivery of deliveries.list({ since: 0 })) all.push(delivery);
  return all;
};

describe('activate', () => {
  it('sends a transition to every destination that wants it, and to no other', async () => {
    await know(aView('ana'));
    const two = activating({}, ['crm', 'mail']);
    const others = [aTransition('ana', { audience: 'elsewhere' })];
    expect(await onMessage(aMessage([aTransition('ana'), ...others]), two)).toBe('done');
    for (const message of wakeUps()) expect(await onMessage(message, two)).toBe('done');
    expect(sent.map(({ destination }) => destination).sort()).toEqual(['crm', 'mail']);
    expect(sent[0]?.dispatch.id).not.toBe(sent[1]?.dispatch.id);
    expect(JSON.parse(sent[0]?.dispatch.body ?? '')).toMatchObject({
      type: 'audience.entered',
      data: { audience: 'vip', profile: { identifiers: { user_id: ['ana'] } } },
    });
    expect(await onRecord()).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    // Nothing personal is left of what was delivered.
    for (const delivery of await onRecord()) expect(JSON.stringify(delivery)).not.toContain('ana');
  });

  it('is told twice and sends once', async () => {
    await know(aView('ana'));
    const message = aMessage([aTransition('ana')]);
    for (const told of [message, message]) await onMessage(told, activating());
    const woken = wakeUps();
    expect(woken).toHaveLength(2);
    for (const wakeUp of [...woken, ...woken]) await onMessage(wakeUp, activating());
    await onMessage(message, activating());
    expect(sent).toHaveLength(1);
  });

  it('tries again with the same id and content, later each time, until the time is over', async () => {
    await know(aView('ana'));
    const crm = activating({ retryFor: '1h' });
    await onMessage(aMessage([aTransition('ana')]), crm);
    answers = Array.from({ length: 50 }, () => failed);
    const gaps: number[] = [];
    let state: string | undefined;
    for (let previous = now; state !== 'dead'; previous = now) {
      const [delivery] = await onRecord();
      now = Math.max(now, delivery?.dueAt ?? 0);
      gaps.push(now - previous);
      await onMessage(wakeUps()[0] ?? aMessage({}), crm);
      state = (await onRecord())[0]?.state;
    }
    expect(gaps).toEqual([0, 3750, 11_250, 33_750, 101_250, 303_750, 911_250]);
    expect(new Set(sent.map(({ dispatch }) => `${dispatch.id} ${dispatch.body}`)).size).toBe(1);
    expect(new Set(sent.map(({ dispatch }) => dispatch.at)).size).toBe(7);
    expect(await onRecord()).toMatchObject([
      { attempts: 7, reason: 'It was tried 7 times: It answered 500', last: { status: 500 } },
    ]);
    expect(publisher.on('deliver-dead-letter')).toHaveLength(1);
  });

  it('comes back no earlier than the receiver asks for, and leaves it alone meanwhile', async () => {
    await Promise.all(['ana', 'bo'].map((name) => know(aView(name))));
    const crm = activating();
    await onMessage(aMessage([aTransition('ana'), aTransition('bo')]), crm);
    answers = [{ ...failed, status: 429, retryAfterMs: 10 * minute }];
    for (const message of wakeUps()) expect(await onMessage(message, crm)).toBe('later');
    expect(sent).toHaveLength(1);
    now += 10 * minute + 5000;
    for (const message of wakeUps()) expect(await onMessage(message, crm)).toBe('done');
    expect(sent).toHaveLength(3);
  });

  it('asks for consent at the time of sending, and sends nothing without it, not even an exit', async () => {
    const crm = activating({ consent: 'marketing' });
    const exited = aTransition('ana', { type: 'exited', version: 2 });
    await know(aView('ana'));
    await onMessage(aMessage([aTransition('ana')]), crm);
    answers = [failed];
    expect(await onMessage(wakeUps()[0] ?? aMessage({}), crm)).toBe('later');
    // Between two attempts, consent is withdrawn.
    await know(aView('ana', { consent: { marketing: false } }));
    await onMessage(aMessage([exited]), crm);
    now += minute;
    for (const message of wakeUps()) await onMessage(message, crm);
    expect(sent).toHaveLength(1);
    const states = (await onRecord()).map(({ state, reason, body }) => [state, reason, body]);
    const withheld = ['no-consent', 'No consent to marketing.', undefined];
    expect(states).toEqual([withheld, withheld]);
  });

  it('finds the consent of somebody who was merged meanwhile where they are now, and sends nothing of the erased', async () => {
    const crm = activating({ consent: 'marketing' });
    const [ana, bo] = [aView('ana'), aView('bo', { consent: {} })];
    await know(bo);
    const pointer = { id: ana.profileId, kind: 'user_id', value: 'ana', profileId: bo.profileId };
    await profiles.transact(async () => {
      return { writes: { ...noWrites, putIdentities: [pointer] }, result: undefined };
    });
    await onMessage(aMessage([aTransition('ana'), aTransition('cy')]), crm);
    for (const message of wakeUps()) await onMessage(message, crm);
    expect(sent).toEqual([]);
    const reasons = (await onRecord()).map(({ reason }) => reason).sort();
    expect(reasons).toEqual(['No consent to marketing.', 'The profile is gone.']);
  });

  it('disables a destination that answers 410, and keeps what comes for it', async () => {
    await Promise.all(['ana', 'bo'].map((name) => know(aView(name))));
    const crm = activating();
    answers = [{ kind: 'gone', ms: 1, status: 410, reason: 'It answered 410.' }];
    await onMessage(aMessage([aTransition('ana'), aTransition('bo')]), crm);
    for (const message of wakeUps()) expect(await onMessage(message, crm)).toBe('done');
    expect(sent).toHaveLength(1);
    expect(await deliveries.disabled()).toMatchObject([
      { name: 'crm', reason: 'It answered 410.' },
    ]);
    const kept = await onRecord();
    expect(kept.map(({ state }) => state)).toEqual(['disabled', 'disabled']);

    await deliveries.enable('crm');
    for (const { id } of kept) {
      expect(await reviveDelivery(id, crm.activation, now)).toMatchObject({ kind: 'revived' });
    }
    for (const message of wakeUps()) await onMessage(message, crm);
    expect((await onRecord()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect(new Set(sent.map(({ dispatch }) => dispatch.id)).size).toBe(2);
  });

  it('keeps what is for a destination that is not set up here, or not configured any more', async () => {
    await know(aView('ana'));
    await onMessage(aMessage([aTransition('ana')]), activating());
    const [message] = wakeUps();
    expect(await onMessage(message ?? aMessage({}), activating({ secret: '' }))).toBe('later');
    expect(await onRecord()).toMatchObject([
      { state: 'pending', last: { error: expect.stringContaining('secret') } },
    ]);
    now += minute;
    expect(await onMessage(message ?? aMessage({}), activating({}, []))).toBe('done');
    expect(await onRecord()).toMatchObject([
      { state: 'disabled', reason: expect.stringContaining('configured any more') },
    ]);
    expect(sent).toEqual([]);
  });

  it('holds a destination to its rate, waiting for what is soon and sending back what is not', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    await Promise.all(names.map((name) => know(aView(name))));
    const crm = activating({ rate: { perSecond: 0.5 } });
    await onMessage(aMessage(names.map((name) => aTransition(name))), crm);
    const start = now;
    const first = wakeUps().slice(0, 3);
    for (const message of first) expect(await onMessage(message, crm)).toBe('done');
    expect(sent.map(({ dispatch }) => dispatch.at - start)).toEqual([0, 2000, 4000]);
  });

  it('publishes a wake-up anew before Pub/Sub has counted a hundred deliveries of it', async () => {
    await know(aView('ana'));
    const crm = activating();
    await onMessage(aMessage([aTransition('ana')]), crm);
    const [message] = wakeUps();
    answers = [{ ...failed, retryAfterMs: 5 * 60 * minute }];
    expect(await onMessage(message ?? aMessage({}), crm)).toBe('later');
    now += 50 * minute;
    expect(await onMessage(message ?? aMessage({}), crm)).toBe('later');
    now += 20 * minute;
    expect(await onMessage(message ?? aMessage({}), crm)).toBe('done');
    expect(publisher.on('deliveries')).toHaveLength(2);
  });

  it('rejects what is no transition, so that it becomes a dead letter, and takes its neighbours', async () => {
    await know(aView('ana'));
    const message = aMessage([aTransition('ana'), { type: 'nonsense' }]);
    await expect(onMessage(message, activating())).rejects.toThrow('no transitions');
    expect(wakeUps()).toHaveLength(1);
  });
});
