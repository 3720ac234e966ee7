// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.

/**
 * An event in the words of the Segment Spec, as every stage after the ingress sees it. Times are ISO 8601 in UTC with milliseconds: originalTimestamp and sentAt are by the clock of the sender, timestamp is corrected for that clock, receivedAt is when the event first reached the platform and survives replays.
 */
export type CanonicalEvent = {
  /**
   * The source that the event came from, as cdp.config.ts names it.
   */
  source: string;
  /**
   * Unique within the source: (source, messageId) is the deduplication key. Derived from the content where the sender gave none.
   */
  messageId: string;
  type: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias';
  /**
   * Of a track: what happened, in the past tense, such as Order Completed.
   */
  event?: string;
  /**
   * Of a page or screen: its name.
   */
  name?: string;
  /**
   * Of a page or screen: its category.
   */
  category?: string;
  userId?: IdValue;
  anonymousId?: IdValue;
  previousId?: IdValue;
  groupId?: string;
  traits?: JsonObject;
  properties?: JsonObject;
  integrations?: JsonObject;
  /**
   * What the platform has to say of an event that it took all the same, such as a property that it dropped or an enrichment that failed.
   *
   * @maxItems 100
   */
  flags?: Flag[];
  context?: {
    ip?: string;
    userAgent?: string;
    page?: JsonObject;
    campaign?: JsonObject;
    traits?: JsonObject;
    /**
     * @maxItems 100
     */
    externalIds?: {
      id: IdValue;
      type: string;
      [k: string]: unknown;
    }[];
    consent?: {
      categoryPreferences?: {
        [k: string]: boolean;
      };
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  timestamp: Time;
  originalTimestamp?: Time;
  sentAt?: Time;
  receivedAt: Time;
  /**
   * Which delivery by a sender this is: the ingress message's id and the position in it. The same for every redelivery of that message, another for every retry of the sender.
   */
  arrival: string;
  /**
   * Of a replay: the arrival that it repeats.
   */
  replayOf?: string;
};
export type IdValue = string;
export type Time = string;

export interface JsonObject {
  [k: string]: unknown;
}
export interface Flag {
  /**
   * In kebab-case.
   */
  rule: string;
  /**
   * Where in the event, as a JSON pointer; empty for the whole.
   */
  path: string;
  /**
   * For people.
   */
  message?: string;
  /**
   * What was there, where it was taken out.
   */
  value?:
    | null
    | boolean
    | number
    | string
    | unknown[]
    | {
        [k: string]: unknown;
      };
}

/**
 * Who belongs to an audience.
 */
export type AudienceRule = AllRule | AnyRule | NotRule | MemberOfRule | SequenceRule | ConditionRule;
export type Scalar = string | number | boolean;
export type Bound = string | number;

/**
 * Holds where every one of its rules does.
 */
export interface AllRule {
  /**
   * @minItems 1
   */
  all: [AudienceRule, ...AudienceRule[]];
}
/**
 * Holds where one of its rules does.
 */
export interface AnyRule {
  /**
   * @minItems 1
   */
  any: [AudienceRule, ...AudienceRule[]];
}
/**
 * Holds where its rule does not.
 */
export interface NotRule {
  not: AudienceRule;
}
/**
 * Holds for the members of another audience.
 */
export interface MemberOfRule {
  memberOf: string;
}
/**
 * Holds where events happened one after the other.
 */
export interface SequenceRule {
  /**
   * @minItems 2
   */
  sequence: [SequenceStep, SequenceStep, ...SequenceStep[]];
}
export interface SequenceStep {
  /**
   * The name of a track event.
   */
  event: string;
  /**
   * Conditions by path in the event.
   */
  where?: {
    [k: string]: ValueCondition;
  };
  /**
   * How long after the step before, at most; of a step that must not happen, for how long it must not.
   */
  within?: string;
  /**
   * The event must not have happened.
   */
  not?: boolean;
}
export interface ValueCondition {
  eq?: Scalar;
  ne?: Scalar;
  gt?: Bound;
  gte?: Bound;
  lt?: Bound;
  lte?: Bound;
  /**
   * @minItems 1
   */
  in?: [Scalar, ...Scalar[]];
  contains?: string;
  startsWith?: string;
  exists?: boolean;
}
/**
 * Holds where a value in the profile meets every operator that is given.
 */
export interface ConditionRule {
  path: string;
  eq?: Scalar;
  ne?: Scalar;
  gt?: Bound;
  gte?: Bound;
  lt?: Bound;
  lte?: Bound;
  /**
   * @minItems 1
   */
  in?: [Scalar, ...Scalar[]];
  contains?: string;
  startsWith?: string;
  exists?: boolean;
  /**
   * The value is a time that long ago, or longer.
   */
  olderThan?: string;
  /**
   * The value is a time less than that long ago.
   */
  newerThan?: string;
}

/**
 * The properties of the track event Cart Viewed.
 */
export interface CartViewed {
  cart_id?: string;
  value?: number;
  /**
   * ISO 4217.
   */
  currency?: string;
  /**
   * The lines of the cart.
   *
   * @maxItems 1000
   */
  products?: {
    product_id?: string;
    sku?: string;
    name?: string;
    category?: string;
    brand?: string;
    variant?: string;
    /**
     * Of one, in currency.
     */
    price?: number;
    quantity?: number;
    coupon?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

/**
 * The properties of the track event Checkout Started.
 */
export interface CheckoutStarted {
  order_id?: string;
  /**
   * Of the whole cart, in currency.
   */
  value?: number;
  revenue?: number;
  shipping?: number;
  tax?: number;
  discount?: number;
  coupon?: string;
  /**
   * ISO 4217.
   */
  currency?: string;
  /**
   * The lines of the cart.
   *
   * @maxItems 1000
   */
  products?: {
    product_id?: string;
    sku?: string;
    name?: string;
    category?: string;
    brand?: string;
    variant?: string;
    /**
     * Of one, in currency.
     */
    price?: number;
    quantity?: number;
    coupon?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

/**
 * The properties of the track event Order Completed: a purchase, whole or a line of it.
 */
export interface OrderCompleted {
  order_id: string;
  /**
   * What the customer paid, in currency.
   */
  revenue?: number;
  total?: number;
  shipping?: number;
  tax?: number;
  discount?: number;
  coupon?: string;
  /**
   * ISO 4217.
   */
  currency?: string;
  products?: {
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

/**
 * The properties of the track event Order Refunded: the whole of an order, or some of its products.
 */
export interface OrderRefunded {
  order_id: string;
  /**
   * What the customer gets back, in currency.
   */
  total?: number;
  /**
   * ISO 4217.
   */
  currency?: string;
  /**
   * The lines of the cart.
   *
   * @maxItems 1000
   */
  products?: {
    product_id?: string;
    sku?: string;
    name?: string;
    category?: string;
    brand?: string;
    variant?: string;
    /**
     * Of one, in currency.
     */
    price?: number;
    quantity?: number;
    coupon?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

/**
 * The properties of the track event Product Added: so many of a product went into the cart.
 */
export interface ProductAdded {
  product_id?: string;
  sku?: string;
  name?: string;
  category?: string;
  brand?: string;
  variant?: string;
  /**
   * Of one, in currency.
   */
  price?: number;
  /**
   * ISO 4217.
   */
  currency?: string;
  quantity?: number;
  cart_id?: string;
  [k: string]: unknown;
}

/**
 * The properties of the track event Product Removed: so many of a product went out of the cart.
 */
export interface ProductRemoved {
  product_id?: string;
  sku?: string;
  name?: string;
  category?: string;
  brand?: string;
  variant?: string;
  /**
   * Of one, in currency.
   */
  price?: number;
  /**
   * ISO 4217.
   */
  currency?: string;
  quantity?: number;
  cart_id?: string;
  [k: string]: unknown;
}

/**
 * The properties of the track event Product Viewed.
 */
export interface ProductViewed {
  product_id?: string;
  sku?: string;
  name?: string;
  category?: string;
  brand?: string;
  variant?: string;
  /**
   * Of one, in currency.
   */
  price?: number;
  /**
   * ISO 4217.
   */
  currency?: string;
  [k: string]: unknown;
}

/**
 * The properties of the track event Signed Up: somebody has an account now.
 */
export interface SignedUp {
  plan?: string;
  method?: string;
  [k: string]: unknown;
}
