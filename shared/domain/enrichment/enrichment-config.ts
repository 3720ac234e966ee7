/** What is added to events. All of it but `off` is on from the start, or asks for data that is yours. */
export interface EnrichmentConfig {
  /** What is not to be added. */
  off?: readonly EnricherName[];
  ip?: {
    /** A country or city database in MaxMind's format, instead of the one that comes along. */
    country?: string;
    /** A database of autonomous systems in MaxMind's format; without one, the network has no `asn` and no `organisation`. */
    asn?: string;
    /** What is left of the address once it was looked up: all of it (the default), its network (/24 or /48), or nothing. */
    keep?: 'full' | 'truncated' | 'none';
  };
  /** Your own sites, such as `shop.example`, whose pages refer to each other; their subdomains are yours too. */
  ownDomains?: readonly string[];
  currency?: CurrencyConfig;
  /** What is read from tables, by a name for each. */
  lookups?: Readonly<Record<string, LookupConfig>>;
}

export type EnricherName =
  | 'page'
  | 'campaign'
  | 'channel'
  | 'client'
  | 'bot'
  | 'country'
  | 'network'
  | 'emailDomain'
  | 'currency'
  | 'ip';

/** Amounts in one currency, as `context.reporting` of events whose `properties.currency` names another. */
export interface CurrencyConfig {
  /** ISO 4217, such as `USD`. */
  reporting: string;
  /**
   * What one unit of a currency is worth in the reporting currency, by the day from which that holds:
   * `{ '2026-01-01': { EUR: 1.08 } }`. An event is converted at the last rate on or before its own day.
   */
  rates: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The members of `properties` that are amounts; `revenue`, `total`, `subtotal`, `value`, `price`, `tax`, `shipping` and `discount` unless said otherwise. */
  amounts?: readonly string[];
}

/** A row of a table that `cdp lookup load` fills, put into events by a key that they carry. */
export interface LookupConfig {
  /** The table; one of the lookup's name unless said otherwise. */
  table?: string;
  /** Where the key is, such as `properties.product_id`, or in each item of a list: `properties.products[].product_id`. */
  key: string;
  /** Where the row goes, such as `context.product`, or `properties.products[]` for the items themselves. What is there already is kept. */
  into: string;
  /** The track events that it is for; all events that carry the key unless said otherwise. */
  of?: readonly string[];
  /** The members of the row that are taken; all of them unless said otherwise. */
  fields?: readonly string[];
}
