import type { CanonicalEvent } from '../event/event.ts';
import { isSummable } from '../trait/exact-sum.ts';
import { convert } from './convert.ts';
import type { Enricher } from './enricher.ts';
import type { CurrencyConfig } from './enrichment-config.ts';

const usualAmounts = [
  'revenue',
  'total',
  'subtotal',
  'value',
  'price',
  'tax',
  'shipping',
  'discount',
] as const;

interface Rate {
  /** The day from which it holds, `YYYY-MM-DD`. */
  from: string;
  rate: number;
}

/**
 * `context.reporting`: the event's amounts in the reporting currency, under their own names, with the currency, the rate and the day from
 * which that holds (`asOf`). A currency without a rate on that day is flagged.
 * @throws TypeError where the configuration makes no sense.
 */
export function currencyEnricher(config: CurrencyConfig): Enricher {
  const { reporting, amounts: names = usualAmounts } = config;
  const rates = ratesByCurrency(config);
  return {
    name: 'currency',
    path: '/context/reporting',
    enrich({ properties, timestamp }, context) {
      const currency = properties?.['currency'];
      if (typeof currency !== 'string' || currency === '') return undefined;
      if (context['reporting'] !== undefined) return undefined;
      const amounts = amountsOf(properties, names);
      if (amounts.length === 0) return undefined;
      const code = currency.trim().toUpperCase();
      const day = timestamp.slice(0, 10);
      const rate = code === reporting ? { rate: 1, asOf: day } : rateOn(day, rates.get(code));
      if (rate === undefined) return withoutRate(code, reporting, day);
      const converted = amounts.map(([name, amount]) => [name, convert(amount, rate.rate)]);
      context['reporting'] = { currency: reporting, ...rate, ...Object.fromEntries(converted) };
      return undefined;
    },
  };
}

function amountsOf(
  properties: CanonicalEvent['properties'],
  names: readonly string[],
): [string, number][] {
  const amounts: [string, number][] = [];
  for (const name of names) {
    const amount = properties?.[name];
    if (typeof amount === 'number' && isSummable(amount)) amounts.push([name, amount]);
  }
  return amounts;
}

function rateOn(
  day: string,
  rates: readonly Rate[] = [],
): { rate: number; asOf: string } | undefined {
  // The latest first.
  const found = rates.find(({ from }) => from <= day);
  return found && { rate: found.rate, asOf: found.from };
}

const withoutRate = (code: string, reporting: string, day: string) => ({
  rule: 'no-exchange-rate',
  path: '/properties/currency',
  message: `currency: the configuration has no rate from ${code.slice(0, 20)} to ${reporting} on ${day}.`,
});

function ratesByCurrency({ reporting, rates, amounts }: CurrencyConfig): Map<string, Rate[]> {
  if (!isCode(reporting)) {
    throw new TypeError(
      `enrichment.currency.reporting: "${reporting}" is no currency code, such as USD.`,
    );
  }
  for (const name of amounts ?? []) {
    if (reservedNames.has(name)) {
      throw new TypeError(
        `enrichment.currency.amounts: "${name}" is taken for what the platform says itself.`,
      );
    }
  }
  const byCurrency = new Map<string, Rate[]>();
  for (const [from, table] of Object.entries(rates).sort(([a], [b]) => (a < b ? 1 : -1))) {
    if (!isDay(from)) {
      throw new TypeError(`enrichment.currency.rates: "${from}" is no day, such as 2026-01-01.`);
    }
    for (const [code, rate] of Object.entries(table)) {
      if (!isCode(code) || !(rate > 0) || !isSummable(rate)) {
        throw new TypeError(
          `enrichment.currency.rates of ${from}: ${code}: ${rate} is no rate; write what 1 unit of a currency is worth in ${reporting}, such as EUR: 1.08.`,
        );
      }
      byCurrency.set(code, [...(byCurrency.get(code) ?? []), { from, rate }]);
    }
  }
  return byCurrency;
}

const reservedNames = new Set(['currency', 'rate', 'asOf']);

const isCode = (text: unknown): boolean =>
  typeof text === 'string' && /^[A-Z][A-Z0-9]{2,9}$/.test(text);

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.slice(0, 10) === text;
