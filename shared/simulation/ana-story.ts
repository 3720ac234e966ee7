import type { JsonObject } from '../domain/json.ts';
import { anasDevices, castAna } from './ana.ts';
import { productById } from './catalogue.ts';
import type { FormFactor } from './device.ts';
import { cartProperties, type Line, orderProperties, refundProperties } from './order.ts';
import { type Random, seededRandom } from './random.ts';
import type { Shopper } from './shopper.ts';
import { addProduct, viewProduct } from './shopping.ts';
import { type Cursor, serverTrack, Tab, type TimedEvent } from './tab.ts';
import {
  type Arrival,
  accountPage,
  categoryPage,
  checkoutPage,
  fromCampaign,
  homePage,
  signInPage,
  signUpPage,
  typedTheAddress,
} from './web-page.ts';

/** What a chapter of her story is told with. */
interface Stage {
  random: Random;
  shopper: Shopper;
  cursor: Cursor;
  /** The times of the chapters count from here; milliseconds since 1970. */
  start: number;
  visitOn(formFactor: FormFactor, arrival: Arrival): Tab;
}

const [second, hour] = [1000, 3_600_000];

/**
 * Two days of Ana: seven visits on three devices, each at first unknown, that turn out to be hers; three orders worth
 * 663.03 USD, one of them refunded; a new plan and a new address. What happens, and when, is the same for every seed.
 */
export function* anaStory(seed: number, start: number): Generator<TimedEvent> {
  const random = seededRandom(seed, 1);
  const devices = anasDevices(random);
  const shopper = castAna(Object.values(devices));
  const cursor: Cursor = { at: start - 1 };
  const visitOn: Stage['visitOn'] = (formFactor, arrival) =>
    new Tab({ random, shopper, device: devices[formFactor], cursor, arrival });
  const stage: Stage = { random, shopper, cursor, start, visitOn };
  yield* becomesKnown(stage);
  yield* settlesIn(stage);
  yield* turnsPro(stage);
  yield* goesCamping(stage);
}

/** Two strangers, on a phone and on a laptop, turn out to be one person within a minute, and she buys. */
function* becomesKnown({ random, shopper, visitOn }: Stage): Generator<TimedEvent> {
  const kettle = productById('b-201');
  const blend = productById('c-101');
  const fromInstagram = fromCampaign(
    'instagram',
    'paid_social',
    'slow-mornings',
    'https://l.instagram.com/',
  );
  const phone = visitOn('phone', fromInstagram);
  yield phone.page(homePage, 1);
  yield viewProduct(phone, kettle, 5 * second);
  const ad = fromCampaign('google', 'cpc', 'slow-mornings', 'https://www.google.com/');
  const laptop = visitOn('laptop', { ...ad, query: `${ad.query}&gclid=Cj0KANAMORENO2026` });
  yield laptop.page(homePage, 7 * second);
  yield viewProduct(laptop, kettle, 4 * second);
  yield laptop.page(categoryPage('Coffee'), 5 * second);
  yield viewProduct(laptop, blend, 4 * second);
  yield laptop.page(signUpPage, 3 * second);
  const { email, name, plan } = shopper;
  yield* logIn(laptop, { email, name, plan }, 'Signed Up');
  yield phone.page(signInPage, 6 * second);
  yield* logIn(phone, { email }, 'Signed In');
  const cart = [
    { product: kettle, quantity: 1 },
    { product: blend, quantity: 2 },
  ];
  yield* buy(phone, cart, orderProperties(random, cart, plan));
}

/** Leaves her number on the laptop, and looks at tents on a tablet that nobody knows yet, until she logs in there. */
function* settlesIn({ shopper, cursor, start, visitOn }: Stage): Generator<TimedEvent> {
  cursor.at = start + 5 * hour;
  const laptop = visitOn('laptop', typedTheAddress);
  yield laptop.page(accountPage, 1);
  laptop.device.consent = { analytics: true, advertising: true, functional: true };
  yield laptop.identify(
    { phone: '+44 20 7946 0123', address: { city: 'London', country: 'GB' } },
    25 * second,
  );
  yield viewProduct(laptop, productById('b-203'), 20 * second);

  cursor.at = start + 11 * hour;
  const tablet = visitOn('tablet', { query: '', referrer: 'https://www.google.com/' });
  yield tablet.page(categoryPage('Shelter'), 1);
  yield viewProduct(tablet, productById('s-401'), 15 * second);
  yield viewProduct(tablet, productById('s-403'), 40 * second);
  yield tablet.page(signInPage, 12 * second);
  // She types her address as tablets like to write it.
  yield* logIn(tablet, { email: 'Ana@Example.com', name: shopper.name }, 'Signed In');
}

/** The next morning, a plan with a discount, and an order that comes back. */
function* turnsPro({ random, shopper, cursor, start, visitOn }: Stage): Generator<TimedEvent> {
  cursor.at = start + 23 * hour;
  const phone = visitOn('phone', fromCampaign('newsletter', 'email', 'first-light'));
  yield phone.page(homePage, 1);
  shopper.plan = 'pro';
  yield phone.identify({ plan: shopper.plan }, 30 * second);
  yield phone.track('Plan Changed', { previous_plan: 'free', plan: shopper.plan }, 200);
  const cart = [
    { product: productById('b-202'), quantity: 1 },
    { product: productById('b-206'), quantity: 1 },
  ];
  for (const { product } of cart) yield viewProduct(phone, product, 18 * second);
  const order = orderProperties(random, cart, shopper.plan);
  yield* buy(phone, cart, order);
  cursor.at = start + 31 * hour;
  const { userId } = shopper;
  yield serverTrack(random, { userId }, cursor.at, 'Order Refunded', refundProperties(order));
}

/** A new address, no more advertising, and in the evening the tent, which makes her a very good customer. */
function* goesCamping({ random, shopper, cursor, start, visitOn }: Stage): Generator<TimedEvent> {
  cursor.at = start + 35 * hour;
  const laptop = visitOn('laptop', typedTheAddress);
  yield laptop.page(accountPage, 1);
  shopper.email = shopper.nextEmail;
  yield laptop.identify({ email: shopper.email }, 40 * second);
  laptop.device.consent = { analytics: true, advertising: false, functional: true };
  yield laptop.page(homePage, 10 * second);

  cursor.at = start + 36 * hour;
  const tablet = visitOn('tablet', typedTheAddress);
  yield tablet.page(categoryPage('Shelter'), 1);
  const cart = [
    { product: productById('s-401'), quantity: 1 },
    { product: productById('s-403'), quantity: 1 },
  ];
  for (const { product } of cart) yield viewProduct(tablet, product, 25 * second);
  yield* buy(tablet, cart, orderProperties(random, cart, shopper.plan));
}

function* logIn(
  tab: Tab,
  traits: JsonObject,
  event: 'Signed Up' | 'Signed In',
): Generator<TimedEvent> {
  tab.device.loggedIn = true;
  yield tab.identify(traits, 6 * second);
  yield tab.track(event, {}, 150);
}

function* buy(tab: Tab, cart: readonly Line[], order: JsonObject): Generator<TimedEvent> {
  for (const line of cart) yield addProduct(tab, line, 4 * second);
  tab.open(checkoutPage);
  yield tab.track('Checkout Started', cartProperties(cart), 5 * second);
  yield tab.track('Order Completed', order, 12 * second);
}
