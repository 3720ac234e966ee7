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

interface Selection {
  /** The track event that counts. */
  of: string;
  /** Conditions by path in the event, such as `properties.currency`. */
  where?: Readonly<Record<string, Condition>>;
}

/** A trait that is computed from a person's events. A path names a value in the event, such as `properties.revenue`. */
export type TraitConfig =
  | { count: string; where?: Selection['where'] }
  | ({ sum: string } & Selection)
  | ({ min: string } & Selection)
  | ({ max: string } & Selection)
  | ({ average: string } & Selection)
  | ({ first: string } & Selection)
  | ({ last: string } & Selection)
  | ({ uniqueCount: string } & Selection)
  | ({ uniqueList: string } & Selection)
  | ({ mostFrequent: string } & Selection);
