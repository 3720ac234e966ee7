import { defineConfig, type SpecEvent } from '../../shared/runtime/config.ts';

/** The BigQuery export of Google Analytics 4: a row an event, whose parameters are a list of keys and typed values. */
interface Ga4Row {
  event_date: string;
  /** Microseconds since 1970. */
  event_timestamp: number;
  event_name: string;
  event_params?: Ga4Param[];
  event_bundle_sequence_id?: number;
  event_value_in_usd?: number;
  user_id?: string | null;
  user_pseudo_id: string;
  user_first_touch_timestamp?: number;
  device?: Ga4Device;
  geo?: Record<string, string | null>;
  traffic_source?: { medium?: string; name?: string; source?: string };
  ecommerce?: Record<string, unknown>;
  items?: unknown[];
  stream_id?: number;
  platform?: string;
}

interface Ga4Param {
  key: string;
  value?: {
    string_value?: string | null;
    int_value?: number | null;
    float_value?: number | null;
    double_value?: number | null;
  } | null;
}

interface Ga4Device {
  category?: string;
  mobile_brand_name?: string;
  mobile_model_name?: string;
  operating_system?: string;
  operating_system_version?: string;
  language?: string | null;
  web_info?: { browser?: string; browser_version?: string };
}

/** The names of the Segment Spec for the events that both know. */
const eventNames: Readonly<Record<string, string>> = {
  view_item: 'Product Viewed',
  add_to_cart: 'Product Added',
  begin_checkout: 'Checkout Started',
  purchase: 'Order Completed',
};

export function ga4Event(row: Ga4Row): SpecEvent[] {
  const params = paramsOf(row.event_params ?? []);
  const common = {
    anonymousId: row.user_pseudo_id,
    ...(typeof row.user_id === 'string' && { userId: row.user_id }),
    timestamp: new Date(Math.floor(row.event_timestamp / 1000)).toISOString(),
    context: contextOf(row, params),
  };
  // The microsecond and the place in the bundle stay, for two events of a visitor can share the rest.
  const properties = {
    ...params,
    ga_event_timestamp: row.event_timestamp,
    ga_bundle_sequence_id: row.event_bundle_sequence_id ?? null,
  };
  if (row.event_name === 'page_view') {
    return [{ ...common, type: 'page', name: textOf(params['page_title']) ?? '', properties }];
  }
  const event = eventNames[row.event_name] ?? row.event_name;
  return [
    {
      ...common,
      type: 'track',
      event,
      properties: { ...properties, ...commerceOf(row, event, params) },
    },
  ];
}

const paramsOf = (params: readonly Ga4Param[]): Record<string, string | number> => {
  const values: Record<string, string | number> = {};
  for (const { key, value } of params) {
    const found =
      value?.string_value ?? value?.int_value ?? value?.double_value ?? value?.float_value;
    if (found !== undefined && found !== null) values[key] = found;
  }
  return values;
};

function commerceOf(
  row: Ga4Row,
  event: string,
  params: Record<string, string | number>,
): Record<string, unknown> {
  const items = row.items ?? [];
  const products = items.length > 0 ? { products: items } : {};
  if (event !== 'Order Completed') return products;
  return {
    ...products,
    order_id: orderIdOf(row, params),
    revenue: row.ecommerce?.['purchase_revenue_in_usd'] ?? row.event_value_in_usd ?? 0,
    currency: 'USD',
  };
}

/** Some purchases of the sample have no transaction id: then each is an order of its own. */
function orderIdOf(row: Ga4Row, params: Record<string, string | number>): string {
  const id = row.ecommerce?.['transaction_id'] ?? params['transaction_id'];
  const known = typeof id === 'number' ? String(id) : textOf(id);
  return known ?? `${row.user_pseudo_id}-${row.event_timestamp}`;
}

function contextOf(
  { device, geo, traffic_source, platform }: Ga4Row,
  params: Record<string, unknown>,
) {
  const { web_info } = device ?? {};
  return {
    page: present({
      url: params['page_location'],
      title: params['page_title'],
      referrer: params['page_referrer'],
    }),
    campaign: present({
      source: traffic_source?.source,
      medium: traffic_source?.medium,
      name: traffic_source?.name,
    }),
    browser: present({ name: web_info?.browser, version: web_info?.browser_version }),
    os: present({ name: device?.operating_system, version: device?.operating_system_version }),
    device: present({ type: device?.category, manufacturer: device?.mobile_brand_name }),
    location: present({ country: geo?.['country'], region: geo?.['region'], city: geo?.['city'] }),
    ga_platform: platform ?? 'WEB',
  };
}

/** Leaves out what is absent, and what the export spells as absent. */
const present = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        value !== undefined && value !== null && value !== '(not set)' && value !== '<Other>',
    ),
  );

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== '(not set)' ? value : undefined;

export default defineConfig({
  sources: { ga4: { map: ga4Event } },
  traits: {
    orders: { uniqueCount: 'properties.order_id', of: 'Order Completed' },
    revenue: { sum: 'properties.revenue', of: 'Order Completed' },
    products_viewed: { count: 'Product Viewed' },
    first_campaign: { first: 'context.campaign.source', of: 'session_start' },
  },
});
