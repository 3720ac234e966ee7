/** What a source's events get where they don't keep to the tracking plan. */
export interface PlanPolicy {
  /** A track event that no schema plans, or a version that there is none of (default `accept`). */
  unplannedEvents?: 'accept' | 'flag' | 'quarantine';
  /** A property that the schema doesn't name, and doesn't forbid either (default `accept`). */
  unplannedProperties?: 'accept' | 'flag' | 'drop' | 'quarantine';
  /**
   * What the schema calls wrong (default `quarantine`). `drop` takes the event without the property, which goes into the event's flags; of a
   * property that is missing, the flag tells.
   */
  violations?: 'quarantine' | 'drop';
}

export const planPolicies = {
  unplannedEvents: ['accept', 'flag', 'quarantine'],
  unplannedProperties: ['accept', 'flag', 'drop', 'quarantine'],
  violations: ['quarantine', 'drop'],
} as const satisfies { [Of in keyof PlanPolicy]: readonly PlanPolicy[Of][] };
