import type { AudienceRule } from '../../../schemas/generated/types.ts';
import type { DestinationConfig } from '../activation/destination-config.ts';
import type { EnrichmentConfig } from '../enrichment/enrichment-config.ts';
import type { SpecEvent } from '../event/event.ts';
import type { ExportsConfig } from '../export/exports-config.ts';
import type { IdentityConfig } from '../identity/identity-rules.ts';
import type { PlanPolicy } from '../plan/plan-policy.ts';
import type { TrackingPlan } from '../plan/tracking-plan.ts';
import type { RateLimit } from '../rate/token-bucket.ts';
import type { TraitConfig } from '../trait/trait-config.ts';

/** Where events come from. */
export interface SourceConfig {
  /**
   * What a sender over HTTP authenticates with: `sha256:` and the key's hash, as `cdp key create` prints it. The key itself is for
   * development: a deployment does not take it.
   */
  writeKey?: string;
  /** Keys that are valid beside it, so that senders move from one key to the next in their own time. */
  writeKeys?: readonly string[];
  /** Of each key, and for each instance of the collector; without it there is no limit. */
  rateLimit?: RateLimit;
  /** Whether the address that a request comes from is the person's own, and becomes `context.ip` where an event has none (default); not so of a server that sends for people. */
  clientAddress?: boolean;
  /** Whether all that it sends is quarantined, to be replayed once it is trusted again. */
  blocked?: boolean;
  /** What events get that don't keep to the tracking plan. */
  plan?: PlanPolicy;
  /**
   * Turns a row that is not in the Segment Spec into events: pure, and the same row gives the same events for ever.
   * A throw quarantines the row.
   */
  // A method, so that a source may type the rows that it knows to get.
  map?(row: unknown): readonly SpecEvent[];
}

/** What `cdp.config.ts` says. All of it but a source's mapping is plain data. */
export interface TributaryConfig {
  /** By name. */
  sources: Readonly<Record<string, SourceConfig>>;
  /**
   * The folder of event schemas, relative to the configuration's; it is compiled when the configuration is loaded. Without it the tracking plan
   * is that of the checkout's `schemas/events`, compiled ahead by `npm run generate`.
   */
  schemas?: string;
  /** The tracking plan itself: what loading a configuration makes of `schemas`. */
  plan?: TrackingPlan;
  privacy?: {
    /** The secret that schemas hash personal values with (`"x-pii": "hash"`): whoever changes it makes strangers of everybody. */
    pepper?: string;
  };
  identity?: IdentityConfig;
  /** Computed traits by name. */
  traits?: Readonly<Record<string, TraitConfig>>;
  /** What is added to events. */
  enrichment?: EnrichmentConfig;
  /** Who belongs together, by name: rules over profiles (`schemas/audience.v1.schema.json`). */
  audiences?: Readonly<Record<string, AudienceRule>>;
  /** Where audiences and profiles go, by name. */
  destinations?: Readonly<Record<string, DestinationConfig>>;
  /** What goes into the warehouse, and when. */
  exports?: ExportsConfig;
  warehouse?: {
    /** SQL views beside the exported tables, by name. */
    views?: Readonly<Record<string, string>>;
  };
}
