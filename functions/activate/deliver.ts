import type { AttemptResult } from '../../shared/domain/activation/attempt.ts';
import { consentRefusal } from '../../shared/domain/activation/consent.ts';
import type { Delivery } from '../../shared/domain/activation/delivery.ts';
import type { Dispatch } from '../../shared/ports/send.ts';
import type { Activation } from '../../shared/runtime/activation/activation.ts';
import { claimDelivery } from '../../shared/runtime/activation/claim-delivery.ts';
import { currentProfile } from '../../shared/runtime/activation/current-profile.ts';
import { settleAttempt } from '../../shared/runtime/activation/settle-attempt.ts';

/** Longer than an attempt by what its reads and writes may take, milliseconds. */
const marginMs = 30_000;

/** What became of a delivery, or when to come again; and which delivery of its lane is next. */
export type Delivered =
  | { kind: 'attempted'; delivery: Delivery; wake?: string }
  | { kind: 'later'; at: number }
  /** There is nothing more to do for this one. */
  | { kind: 'done'; wake?: string };

/** Attempts a delivery: one at a time has the lease, consent is that of this moment, and what came of it goes on record. */
export async function deliver(id: string, activation: Activation): Promise<Delivered> {
  const { deliveries, destinations, clock, random } = activation;
  const leaseOf = ({ destination }: Delivery) =>
    (destinations[destination]?.timeoutMs ?? 0) + marginMs;
  const { claim, ...next } = await claimDelivery(deliveries, id, clock(), leaseOf);
  if (claim.kind === 'later') return claim;
  if (claim.kind !== 'claimed') return { kind: 'done', ...next };
  const result = await attempt(claim.delivery, activation);
  const settled = await settleAttempt(deliveries, claim.delivery, result, clock(), random());
  return { kind: 'attempted', ...settled };
}

async function attempt(
  delivery: Delivery,
  { destinations, deliveries, profiles, send, gates, clock }: Activation,
): Promise<AttemptResult> {
  const destination = destinations[delivery.destination];
  if (destination === undefined) {
    return withheld('disabled', `No destination "${delivery.destination}" is configured any more.`);
  }
  const disabled = (await deliveries.disabled()).find(({ name }) => name === destination.name);
  if (disabled !== undefined) return withheld('disabled', disabled.reason);
  if (destination.problem !== undefined) {
    return { kind: 'failed', ms: 0, error: destination.problem };
  }
  const profile = await currentProfile(profiles, delivery.subject.profileId);
  const refusal = consentRefusal(destination, delivery.subject, profile);
  if (refusal !== undefined) return withheld('no-consent', refusal);
  const result = await send(destination, dispatchOf(delivery, clock()));
  if (result.kind === 'gone') {
    const { name } = destination;
    await deliveries.disable({ name, reason: result.reason, since: clock() });
  }
  if (result.kind === 'failed' && result.retryAfterMs !== undefined) {
    gates.close(destination, clock() + result.retryAfterMs);
  }
  return result;
}

const withheld = (state: 'no-consent' | 'disabled', reason: string): AttemptResult => ({
  kind: 'withheld',
  state,
  reason,
});

function dispatchOf({ id, body = '', subject, lane }: Delivery, at: number): Dispatch {
  const { type, audience, profileId } = subject;
  return {
    id,
    body,
    at,
    attributes: { id, type, profileId, ...(audience !== undefined && { audience }) },
    ...(lane !== undefined && { orderingKey: profileId }),
  };
}
