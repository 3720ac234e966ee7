/** What a value must meet; every operator that is given must hold. */
export interface Condition {
  eq?: string | number | boolean;
  ne?: string | number | boolean;
  gt?: number | string;
  gte?: number | string;
  lt?: number | string;
  lte?: number | string;
  in?: readonly (string | number | boolean)[];
  contains?: string;
  startsWith?: string;
  exists?: boolean;
}

type EventType = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias';

/** Events by their type; of none, all of them. */
export interface EventSelector {
  type?: EventType | readonly EventType[];
}

interface Selection {
  /** The events that count: the name of a track event, or a selector. */
  of: string | EventSelector;
  /** Conditions by path in the event, such as `properties.currency`. */
  where?: Readonly<Record<string, Condition>>;
}

interface Windowed {
  /** Only what happened that long ago counts, such as `30d`; a lifetime where absent. */
  window?: string;
}

/** A trait that is computed from a person's events. A path names a value in the event, such as `properties.revenue`. */
export type TraitConfig =
  | ({ count: string | EventSelector; where?: Selection['where'] } & Windowed)
  | ({ sum: string } & Selection & Windowed)
  | ({ min: string } & Selection & Windowed)
  | ({ max: string } & Selection & Windowed)
  | ({ average: string } & Selection & Windowed)
  | ({ first: string } & Selection & Windowed)
  | ({ last: string } & Selection & Windowed)
  | ({ uniqueCount: string } & Selection & Windowed)
  | ({ uniqueList: string } & Selection & Windowed)
  | ({ mostFrequent: string } & Selection & Windowed)
  /** How many sessions there were: the silence that ends one, such as `30m`. Midnight UTC ends one too. */
  | ({ sessionCount: string } & Partial<Selection>)
  /** When the latest session began. */
  | ({ sessionStart: string } & Partial<Selection>);
