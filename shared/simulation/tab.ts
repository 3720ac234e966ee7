import type { SpecEvent } from '../domain/event/event.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Device } from './device.ts';
import { type Random, uuid } from './random.ts';
import type { Shopper } from './shopper.ts';
import { type Arrival, shopAddress, type WebPage } from './web-page.ts';

/** An event, and its timestamp in milliseconds since 1970. */
export interface TimedEvent {
  at: number;
  event: SpecEvent;
}

/** Where a person's time stands. All tabs of a person move it, so that their events are in order. */
export interface Cursor {
  at: number;
}

interface TabOptions {
  random: Random;
  shopper: Shopper;
  device: Device;
  cursor: Cursor;
  arrival: Arrival;
}

const library = { name: 'analytics.js', version: '2.11.1' };

/**
 * The shop in one tab of a browser: says what its visitor does as Segment's analytics.js would. Every method first lets
 * `wait` milliseconds pass, one at least, so that no two events of a person have the same time.
 * The events carry no `sentAt`: they tell of another time than the one they are sent in, and a clock that is off by
 * months would be corrected for.
 */
export class Tab {
  readonly device: Device;
  readonly #random: Random;
  readonly #shopper: Shopper;
  readonly #cursor: Cursor;
  #page: WebPage | undefined;
  #query: string;
  #referrer: string;

  constructor({ random, shopper, device, cursor, arrival }: TabOptions) {
    this.device = device;
    this.#random = random;
    this.#shopper = shopper;
    this.#cursor = cursor;
    this.#query = arrival.query;
    this.#referrer = arrival.referrer;
  }

  /** Opens a page and says so. */
  page(page: WebPage, wait: number): TimedEvent {
    this.open(page);
    const { url, path, title, referrer } = this.#pageContext(page);
    const properties = { name: page.name, url, path, title, referrer };
    return this.#say({ type: 'page', name: page.name, properties }, wait);
  }

  /** Goes to a page that says nothing of itself but what is tracked on it. */
  open(page: WebPage): void {
    if (this.#page) {
      this.#referrer = `${shopAddress}${this.#page.path}`;
      this.#query = '';
    }
    this.#page = page;
  }

  track(event: string, properties: JsonObject, wait: number): TimedEvent {
    return this.#say({ type: 'track', event, properties }, wait);
  }

  identify(traits: JsonObject, wait: number): TimedEvent {
    return this.#say({ type: 'identify', traits }, wait);
  }

  #say(what: SpecEvent, wait: number): TimedEvent {
    const at = this.#cursor.at + Math.max(1, wait);
    this.#cursor.at = at;
    const { loggedIn, anonymousId } = this.device;
    const event: SpecEvent = {
      messageId: uuid(this.#random),
      ...what,
      ...(loggedIn ? { userId: this.#shopper.userId } : {}),
      anonymousId,
      timestamp: new Date(at).toISOString(),
      context: this.#context(),
    };
    return { at, event };
  }

  #context(): NonNullable<SpecEvent['context']> {
    const { ip, userAgent, consent } = this.device;
    const { locale, timezone } = this.#shopper.place;
    return {
      library: { ...library },
      ip,
      userAgent,
      locale,
      timezone,
      ...(this.#page ? { page: this.#pageContext(this.#page) } : {}),
      ...(consent ? { consent: { categoryPreferences: { ...consent } } } : {}),
    };
  }

  #pageContext({ path, title }: WebPage) {
    const url = `${shopAddress}${path}${this.#query}`;
    return { url, path, search: this.#query, title, referrer: this.#referrer };
  }
}

/** What the shop's own server says of somebody: no browser, hence no more than their id. */
export function serverTrack(
  random: Random,
  id: { userId: string } | { anonymousId: string },
  at: number,
  name: string,
  properties: JsonObject,
): TimedEvent {
  return {
    at,
    event: {
      messageId: uuid(random),
      type: 'track',
      event: name,
      ...id,
      timestamp: new Date(at).toISOString(),
      properties,
      context: { library: { name: '@segment/analytics-node', version: '2.3.0' } },
    },
  };
}
