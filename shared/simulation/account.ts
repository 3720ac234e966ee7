import type { JsonObject } from '../domain/json.ts';
import { chance, seconds, uuid } from './random.ts';
import { typed } from './shopper.ts';
import type { TimedEvent } from './tab.ts';
import type { Visit } from './visit.ts';
import { accountPage, signInPage, signUpPage } from './web-page.ts';

/** An account is made: the device's anonymousId and the new userId are seen in one event. */
export function* signUp({ random, shopper, tab }: Visit): Generator<TimedEvent> {
  yield tab.page(signUpPage, seconds(random, 4, 20));
  shopper.hasAccount = true;
  tab.device.loggedIn = true;
  const { name, plan, phone, place } = shopper;
  const traits: JsonObject = { email: typed(random, 'email', shopper.email), name, plan };
  if (phone !== undefined && chance(random, 0.7)) traits.phone = typed(random, 'phone', phone);
  if (chance(random, 0.4)) traits.address = { city: place.city, country: place.country };
  yield tab.identify(traits, seconds(random, 20, 70));
  yield tab.track('Signed Up', { plan }, seconds(random, 0.05, 0.4));
}

/** Somebody known comes back on a device that had forgotten, or never known them. */
export function* signIn({ random, shopper, tab }: Visit): Generator<TimedEvent> {
  yield tab.page(signInPage, seconds(random, 3, 12));
  tab.device.loggedIn = true;
  const traits: JsonObject = { email: typed(random, 'email', shopper.email), name: shopper.name };
  if (shopper.phone !== undefined && chance(random, 0.3)) traits.phone = shopper.phone;
  yield tab.identify(traits, seconds(random, 6, 25));
  yield tab.track('Signed In', {}, seconds(random, 0.05, 0.4));
}

/** Half of the devices forget the visitor and go on under a new anonymousId; one that is shared keeps it. */
export function* signOut({ random, tab }: Visit): Generator<TimedEvent> {
  yield tab.track('Signed Out', {}, seconds(random, 2, 15));
  tab.device.loggedIn = false;
  if (!tab.device.shared && chance(random, 0.5)) tab.device.anonymousId = uuid(random);
}

/** An address without an account: the letter with the new roasts. */
export function* subscribe({ random, shopper, tab }: Visit): Generator<TimedEvent> {
  shopper.subscribed = true;
  const wait = seconds(random, 8, 40);
  yield tab.identify({ email: typed(random, 'email', shopper.email) }, wait);
  yield tab.track('Newsletter Subscribed', { list: 'new-roasts' }, seconds(random, 0.05, 0.4));
}

export function* becomePro({ random, shopper, tab }: Visit): Generator<TimedEvent> {
  yield tab.page(accountPage, seconds(random, 5, 20));
  const previous = shopper.plan;
  shopper.plan = 'pro';
  yield tab.identify({ plan: shopper.plan }, seconds(random, 10, 40));
  const properties = { previous_plan: previous, plan: shopper.plan };
  yield tab.track('Plan Changed', properties, seconds(random, 0.05, 0.4));
}

export function* changeEmail({ random, shopper, tab }: Visit): Generator<TimedEvent> {
  yield tab.page(accountPage, seconds(random, 5, 20));
  shopper.email = shopper.nextEmail;
  yield tab.identify({ email: shopper.email }, seconds(random, 12, 50));
}
