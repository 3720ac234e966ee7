import { type Delivery, type DeliveryState, keptForMs } from './delivery.ts';
import { headOf, isOvertaken, type Lane } from './lane.ts';
import { retryDelay } from './retry-delay.ts';

/** Whether an attempt may begin; where it may, the delivery with the lease. */
export type Claim =
  | { kind: 'claimed'; delivery: Delivery }
  | { kind: 'overtaken'; delivery: Delivery }
  /** Another delivery of its lane goes first; this one is woken after it. */
  | { kind: 'behind'; delivery: Delivery }
  | { kind: 'later'; at: number }
  | { kind: 'settled' };

/** Decides on beginning an attempt. @param lane of an ordered delivery. @param leaseMs longer than an attempt may take. */
export function claim(
  delivery: Delivery,
  lane: Lane | undefined,
  now: number,
  leaseMs: number,
): Claim {
  const { state, dueAt, leasedUntil = 0, attempts } = delivery;
  if (state !== 'pending') return { kind: 'settled' };
  if (leasedUntil > now) return { kind: 'later', at: leasedUntil };
  if (lane !== undefined && headOf(lane) !== delivery.id) {
    const { dueAt: _, ...parked } = delivery;
    return { kind: 'behind', delivery: parked };
  }
  if (lane !== undefined && isOvertaken(lane, delivery)) {
    const reason = 'The destination may already have a later state of this.';
    return { kind: 'overtaken', delivery: settled(delivery, 'superseded', now, { reason }) };
  }
  if (dueAt !== undefined && dueAt > now) return { kind: 'later', at: dueAt };
  const leased = now + leaseMs;
  return {
    kind: 'claimed',
    // Due again when the lease ends: that is what a crash leaves.
    delivery: { ...delivery, attempts: attempts + 1, leasedUntil: leased, dueAt: leased },
  };
}

/** What came of an attempt. */
export type AttemptResult =
  | { kind: 'delivered'; ms: number; status?: number }
  /** 410: the receiver is no more. */
  | { kind: 'gone'; ms: number; status: number; reason: string }
  /** No success, for now. */
  | { kind: 'failed'; ms: number; error: string; status?: number; retryAfterMs?: number }
  /** Nothing was sent. */
  | { kind: 'withheld'; state: 'no-consent' | 'disabled'; reason: string };

/** What a claimed delivery is after its attempt. @param random from 0 up to 1. */
export function afterAttempt(
  claimed: Delivery,
  result: AttemptResult,
  now: number,
  random: number,
): Delivery {
  switch (result.kind) {
    case 'delivered': {
      const { ms, status } = result;
      const last = { at: now, ms, ...(status !== undefined && { status }) };
      return settled({ ...claimed, last }, 'delivered', now);
    }
    case 'gone': {
      const { ms, status, reason } = result;
      return settled(
        { ...claimed, last: { at: now, ms, status, error: reason } },
        'disabled',
        now,
        {
          reason,
        },
      );
    }
    case 'withheld':
      // Nobody was asked: that is no attempt.
      return settled({ ...claimed, attempts: claimed.attempts - 1 }, result.state, now, {
        reason: result.reason,
      });
    case 'failed':
      return afterFailure(claimed, result, now, random);
  }
}

function afterFailure(
  claimed: Delivery,
  { ms, error, status, retryAfterMs }: AttemptResult & { kind: 'failed' },
  now: number,
  random: number,
): Delivery {
  const last = { at: now, ms, error, ...(status !== undefined && { status }) };
  const { leasedUntil: _, ...free } = { ...claimed, last };
  const dueAt = now + retryDelay(claimed.attempts, random, retryAfterMs);
  if (dueAt <= claimed.giveUpAt) return { ...free, dueAt };
  return settled(free, 'dead', now, { reason: `It was tried ${claimed.attempts} times: ${error}` });
}

/** What is to be sent is kept only for as long as it may still be sent. */
const keepsBody: Readonly<Record<DeliveryState, boolean>> = {
  pending: true,
  disabled: true,
  dead: true,
  superseded: false,
  delivered: false,
  'no-consent': false,
};

function settled(
  delivery: Delivery,
  state: DeliveryState,
  now: number,
  more: { reason?: string } = {},
): Delivery {
  const { dueAt: _, leasedUntil: __, body, ...kept } = delivery;
  return {
    ...kept,
    state,
    settledAt: now,
    ...(keepsBody[state] && body !== undefined && { body }),
    ...more,
  };
}

/** When a delivery may be forgotten. */
export const expiryOf = ({ settledAt, giveUpAt }: Delivery): number =>
  (settledAt ?? giveUpAt) + keptForMs;
