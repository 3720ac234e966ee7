import type { SpecEvent } from '../domain/event/event.ts';
import { inTimeOrder, type Life } from './in-time-order.ts';
import { type PersonTruth, truthOfHousehold } from './truth.ts';

/** A simulated shop. Both are lazy, and each iteration simulates afresh: the same again, at the same cost. */
export interface Shop {
  /** In the order of time. */
  events: Iterable<SpecEvent>;
  /** One record a person. */
  truth: Iterable<PersonTruth>;
}

/** Somebody who will come to the shop. */
export interface Role extends Life {
  /** Such as `p00042`. */
  person: string;
}

export const personName = (number: number): string => `p${String(number).padStart(5, '0')}`;

/** Opens the shop to households, each of one or several people. */
export function openShop(households: readonly (readonly Role[])[]): Shop {
  return {
    events: { [Symbol.iterator]: () => inTimeOrder(households.flat()) },
    truth: { [Symbol.iterator]: () => truths(households) },
  };
}

function* truths(households: readonly (readonly Role[])[]): Generator<PersonTruth> {
  for (const roles of households) {
    yield* truthOfHousehold(
      roles.map((role) => ({ person: role.person, events: inTimeOrder([role]) })),
    );
  }
}
