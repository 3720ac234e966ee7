import type { JsonObject } from '../domain/json.ts';
import { money, type Product } from './catalogue.ts';
import { code, type Random } from './random.ts';

/** So many of a product. */
export interface Line {
  product: Product;
  quantity: number;
}

/** The properties of a product, by the names of Segment's ecommerce spec. */
export const productProperties = ({ id, name, category, cents }: Product): JsonObject => ({
  product_id: id,
  sku: id.toUpperCase(),
  name,
  category,
  price: money(cents),
  currency: 'USD',
});

const lineProperties = ({ product, quantity }: Line): JsonObject => ({
  product_id: product.id,
  name: product.name,
  category: product.category,
  price: money(product.cents),
  quantity,
});

const cents = (lines: readonly Line[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);

/** The properties of `Checkout Started`. */
export const cartProperties = (lines: readonly Line[]): JsonObject => ({
  value: money(cents(lines)),
  currency: 'USD',
  products: lines.map(lineProperties),
});

const proDiscountPercent = 10;

/** The properties of `Order Completed`: its revenue is what the customer pays, which for members is a tenth less. */
export function orderProperties(
  random: Random,
  lines: readonly Line[],
  plan: 'free' | 'pro',
): JsonObject {
  const full = cents(lines);
  const discount = plan === 'pro' ? Math.round((full * proDiscountPercent) / 100) : 0;
  return {
    order_id: `FE-${code(random, 8)}`,
    revenue: money(full - discount),
    ...(discount > 0 ? { discount: money(discount) } : {}),
    currency: 'USD',
    products: lines.map(lineProperties),
  };
}

/** The properties of `Order Refunded`: the whole of an order. */
export const refundProperties = (order: JsonObject): JsonObject => ({
  order_id: order.order_id,
  total: order.revenue,
  currency: order.currency,
  products: order.products,
});
