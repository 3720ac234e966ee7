import { becomePro, changeEmail, signIn, signOut, signUp, subscribe } from './account.ts';
import { chance, seconds } from './random.ts';
import { browse, order, startCheckout } from './shopping.ts';
import type { TimedEvent } from './tab.ts';
import type { Visit } from './visit.ts';
import { accountPage, homePage, journalPage } from './web-page.ts';

/** What somebody does in the shop, from the first page to the last. */
export function* visitShop(story: Visit): Generator<TimedEvent> {
  yield* arrive(story);
  if (mayKnow(story) && (story.tab.device.shared || chance(story.random, 0.45))) {
    yield* signIn(story);
  }
  yield* browse(story);
  yield* leaveAnAddress(story);
  if (story.cart.length > 0 && chance(story.random, 0.75)) yield* checkout(story);
  if (story.tab.device.loggedIn) yield* lookAfterAccount(story);
}

/** Has an account, and is not logged in on this device. */
const mayKnow = ({ shopper, tab }: Visit): boolean => shopper.hasAccount && !tab.device.loggedIn;

function* arrive({ random, tab }: Visit): Generator<TimedEvent> {
  yield tab.page(chance(random, 0.8) ? homePage : journalPage, 1);
  const { device } = tab;
  // The banner is answered once on a device; now and then somebody thinks again.
  if (device.consent ? chance(random, 0.03) : chance(random, 0.35)) {
    device.consent = { analytics: true, advertising: chance(random, 0.55), functional: true };
  }
}

/** A newcomer decides on one of the first visits whether to sign up; whoever wants only the letter asks for it. */
function* leaveAnAddress(story: Visit): Generator<TimedEvent> {
  const { random, shopper, tab, earlier } = story;
  // The second visit is on the shared device, and logs in there: the account must be open by then.
  const sharesDevice = shopper.devices.some((device) => device.shared);
  if (shopper.intent === 'account' && !shopper.hasAccount) {
    if (sharesDevice || chance(random, earlier === 0 ? 0.45 : 0.6)) yield* signUp(story);
  } else if (shopper.intent === 'newsletter' && !shopper.subscribed && !tab.device.shared) {
    if (chance(random, 0.7)) yield* subscribe(story);
  }
}

function* checkout(story: Visit): Generator<TimedEvent> {
  const { random, shopper, tab } = story;
  yield* startCheckout(story);
  if (shopper.intent === 'account' && !shopper.hasAccount && chance(random, 0.7)) {
    yield* signUp(story);
  } else if (mayKnow(story) && (tab.device.shared || chance(random, 0.85))) {
    yield* signIn(story);
  }
  // Nobody buys as a guest on a shared device: nothing would say whose order it is.
  if (tab.device.shared && !tab.device.loggedIn) return;
  if (chance(random, 0.8)) yield* order(story);
}

function* lookAfterAccount(story: Visit): Generator<TimedEvent> {
  const { random, shopper, tab } = story;
  if (shopper.plan === 'free' && chance(random, 0.06)) yield* becomePro(story);
  if (shopper.email !== shopper.nextEmail && chance(random, 0.03)) yield* changeEmail(story);
  if (chance(random, 0.25)) yield tab.page(accountPage, seconds(random, 4, 30));
  if (chance(random, tab.device.shared ? 0.7 : 0.08)) yield* signOut(story);
}
