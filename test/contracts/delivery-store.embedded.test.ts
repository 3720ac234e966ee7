import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EmbeddedDeliveryStore } from '../../shared/adapters/embedded/delivery-store.ts';
import { openEnvironment } from '../../shared/adapters/embedded/environment.ts';
import { acceptDeliveries } from '../../shared/runtime/activation/accept-deliveries.ts';
import { claimDelivery } from '../../shared/runtime/activation/claim-delivery.ts';
import { settleAttempt } from '../../shared/runtime/activation/settle-attempt.ts';
import { aDelivery, aDestination } from '../builders/deliveries.ts';
import { aTransition } from '../builders/transitions.ts';
import { deliveryQueueContract } from './delivery-store.contract.ts';

async function open(clock = Date.now) {
  const dir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  const environment = openEnvironment(dir);
  return {
    store: new EmbeddedDeliveryStore(environment, clock),
    close: async () => {
      await environment.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

deliveryQueueContract('embedded', open);

test('what was settled a month ago is forgotten, what is pending never', async () => {
  let now = Date.UTC(2026, 0, 1);
  const { store, close } = await open(() => now);
  try {
    const ordered = aDestination('ordered', { ordered: true });
    const [settled, pending] = ['ana', 'bo'].map((name) =>
      aDelivery(aTransition(name), ordered, now),
    );
    if (!settled || !pending) throw new Error('There are two.');
    await acceptDeliveries(store, [settled, pending]);
    const { claim } = await claimDelivery(store, settled.id, now, () => 1);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    await settleAttempt(store, claim.delivery, { kind: 'delivered', ms: 1 }, now, 0);
    now += 29 * 86_400_000;
    expect(await store.prune()).toBe(0);
    now += 2 * 86_400_000;
    expect(await store.prune()).toBe(1);
    const kept = await store.deliveries([settled.id, pending.id]);
    expect(kept.map((delivery) => delivery?.state)).toEqual([undefined, 'pending']);
  } finally {
    await close();
  }
});
