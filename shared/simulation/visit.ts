import type { JsonObject } from '../domain/json.ts';
import type { Line } from './order.ts';
import type { Random } from './random.ts';
import type { Shopper } from './shopper.ts';
import type { Tab } from './tab.ts';

export interface PlacedOrder {
  at: number;
  /** Of `Order Completed`. */
  properties: JsonObject;
  /** Who the shop knows that it sold to. */
  id: { userId: string } | { anonymousId: string };
}

/** One visit to the shop: somebody in a tab, with a cart. */
export interface Visit {
  random: Random;
  shopper: Shopper;
  tab: Tab;
  cart: Line[];
  /** Grows with every order. */
  orders: PlacedOrder[];
  /** How many visits there were before. */
  earlier: number;
}
