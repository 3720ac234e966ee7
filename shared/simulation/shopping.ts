import { categories, type Product, productsOf } from './catalogue.ts';
import { cartProperties, type Line, orderProperties, productProperties } from './order.ts';
import { chance, pick, type Random, seconds, wholeNumber } from './random.ts';
import type { Tab, TimedEvent } from './tab.ts';
import type { Visit } from './visit.ts';
import { cartPage, categoryPage, checkoutPage, productPage } from './web-page.ts';

function chooseProducts(
  random: Random,
  favourite: string,
): { category: string; products: Product[] } {
  const category = chance(random, 0.6) ? favourite : pick(random, categories);
  const onShelf = productsOf(category);
  const products = Array.from({ length: wholeNumber(random, 1, 3) }, () => pick(random, onShelf));
  return { category, products: [...new Set(products)] };
}

/** Most take one; filters and coffee may go by the pair. */
function quantityOf(random: Random, product: Product): number {
  return product.cents < 2500 && chance(random, 0.25) ? 2 : 1;
}

export function viewProduct(tab: Tab, product: Product, wait: number): TimedEvent {
  tab.open(productPage(product));
  return tab.track('Product Viewed', productProperties(product), wait);
}

export const addProduct = (tab: Tab, { product, quantity }: Line, wait: number): TimedEvent =>
  tab.track('Product Added', { ...productProperties(product), quantity }, wait);

/** Looks along one or two shelves, and puts into the cart what pleases. */
export function* browse({ random, shopper, tab, cart }: Visit): Generator<TimedEvent> {
  for (let shelves = wholeNumber(random, 1, 2); shelves > 0; shelves--) {
    const { category, products } = chooseProducts(random, shopper.favouriteCategory);
    yield tab.page(categoryPage(category), seconds(random, 3, 25));
    for (const product of products) {
      yield viewProduct(tab, product, seconds(random, 4, 45));
      if (!chance(random, 0.25) || cart.some((line) => line.product === product)) continue;
      const quantity = quantityOf(random, product);
      cart.push({ product, quantity });
      yield addProduct(tab, { product, quantity }, seconds(random, 5, 60));
    }
  }
}

export function* startCheckout({ random, tab, cart }: Visit): Generator<TimedEvent> {
  yield tab.page(cartPage, seconds(random, 3, 20));
  tab.open(checkoutPage);
  yield tab.track('Checkout Started', cartProperties(cart), seconds(random, 4, 30));
}

/** Pays. What was ordered is remembered for a refund that may follow. */
export function* order({ random, shopper, tab, cart, orders }: Visit): Generator<TimedEvent> {
  tab.open(checkoutPage);
  const properties = orderProperties(random, cart, tab.device.loggedIn ? shopper.plan : 'free');
  const timed = tab.track('Order Completed', properties, seconds(random, 20, 120));
  const { loggedIn, anonymousId } = tab.device;
  orders.push({
    at: timed.at,
    properties,
    id: loggedIn ? { userId: shopper.userId } : { anonymousId },
  });
  cart.length = 0;
  yield timed;
}
