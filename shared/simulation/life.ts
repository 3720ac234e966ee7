import type { Device } from './device.ts';
import { refundProperties } from './order.ts';
import { whenAwake } from './place.ts';
import { chance, exponential, pick, type Random, seconds } from './random.ts';
import type { Shopper } from './shopper.ts';
import { type Cursor, serverTrack, Tab, type TimedEvent } from './tab.ts';
import type { PlacedOrder } from './visit.ts';
import { visitShop } from './visit-shop.ts';
import { arrivalOfVisit } from './web-page.ts';

interface LifeOptions {
  random: Random;
  shopper: Shopper;
  /** When the first visit begins, and when the simulation ends; milliseconds since 1970. */
  from: number;
  until: number;
  /** The mean of the waiting time between two visits, in milliseconds. */
  meanGap: number;
}

const day = 86_400_000;
const refundedPart = 0.06;

/** All that a person does in the shop: events with strictly growing times from `from` up to, not including, `until`. */
export function* life({
  random,
  shopper,
  from,
  until,
  meanGap,
}: LifeOptions): Generator<TimedEvent> {
  const cursor: Cursor = { at: from - 1 };
  const orders: PlacedOrder[] = [];
  const refunds: PlacedOrder[] = [];
  for (let earlier = 0; cursor.at < until; earlier++) {
    const device = deviceOfVisit(random, shopper, earlier);
    const tab = new Tab({ random, shopper, device, cursor, arrival: arrivalOfVisit(random) });
    for (const timed of visitShop({ random, shopper, tab, cart: [], orders, earlier })) {
      if (timed.at >= until) return;
      yield timed;
    }
    for (const order of orders.splice(0)) {
      if (chance(random, refundedPart))
        refunds.push({ ...order, at: order.at + seconds(random, day / 1000, (5 * day) / 1000) });
    }
    const next = nextVisit({ random, shopper, meanGap, until }, cursor.at, earlier);
    for (const timed of dueRefunds(random, refunds, cursor, Math.min(next, until))) yield timed;
    cursor.at = next;
  }
}

/** Habit chooses the first device mostly; whoever shares one turns to it on the second visit. */
function deviceOfVisit(random: Random, { devices }: Shopper, earlier: number): Device {
  const shared = devices.find((device) => device.shared);
  if (earlier === 1 && shared) return shared;
  const [first] = devices;
  if (first !== undefined && (earlier === 0 || chance(random, 0.45))) return first;
  return pick(random, devices);
}

function nextVisit(
  { random, shopper, meanGap, until }: Omit<LifeOptions, 'from'>,
  at: number,
  earlier: number,
): number {
  const gap = Math.round(exponential(random, meanGap)) + 600_000;
  if (earlier === 0 && shopper.devices.some((device) => device.shared)) {
    // The second visit, which is the one on the shared device, must still take place.
    return at + Math.min(gap, Math.floor((until - at) / 3));
  }
  return whenAwake(at + gap, shopper.place);
}

/** The refunds that the shop makes before a time, one after the other; they are taken off the list. */
function* dueRefunds(
  random: Random,
  refunds: PlacedOrder[],
  cursor: Cursor,
  before: number,
): Generator<TimedEvent> {
  refunds.sort((a, b) => a.at - b.at);
  for (let first = refunds[0]; first !== undefined && first.at < before; first = refunds[0]) {
    refunds.shift();
    cursor.at = Math.max(cursor.at + 1, first.at);
    yield serverTrack(
      random,
      first.id,
      cursor.at,
      'Order Refunded',
      refundProperties(first.properties),
    );
  }
}
