import { warehouseTables } from '../../schemas/warehouse/tables.ts';
import { compileDestinations } from '../domain/activation/compile-destinations.ts';
import type { Destinations } from '../domain/activation/destination.ts';
import { compileAudiences } from '../domain/audience/audiences.ts';
import type { TributaryConfig } from '../domain/config/config.ts';
import { type EnrichmentRules, enrichmentRules } from '../domain/enrichment/enrichment-rules.ts';
import type { ValidationRules } from '../domain/event/validate-arrival.ts';
import { compileExports, type ExportRules } from '../domain/export/exports-config.ts';
import { identityRules } from '../domain/identity/identity-rules.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { compileWriteKeys, type WriteKey } from '../domain/source/write-key.ts';
import { compileTraits } from '../domain/trait/trait.ts';
import { planRules } from './plan-rules.ts';

/** A configuration, ready for the stages. */
export interface Rules extends ProfileRules, ValidationRules {
  enrichment: EnrichmentRules;
  writeKeys: readonly WriteKey[];
  destinations: Destinations;
  exports: ExportRules;
}

/** Compiles a configuration. @throws TypeError where it makes no sense, saying what to change. */
export function compileRules(config: TributaryConfig): Rules {
  const identity = identityRules(config.identity);
  const traits = compileTraits(config.traits);
  const audiences = compileAudiences(config.audiences, traits);
  const names = Object.keys(config.audiences ?? {});
  return {
    ...planRules(config, identity),
    enrichment: enrichmentRules(config.enrichment),
    writeKeys: compileWriteKeys(config.sources),
    identity,
    traits: [...traits, ...audiences.steps],
    audiences,
    destinations: compileDestinations(config.destinations, names),
    exports: compileExports(config.exports, names, warehouseNames(config)),
  };
}

/** What tables and views of the warehouse are called already. */
const warehouseNames = ({ warehouse }: TributaryConfig): string[] => [
  ...warehouseTables.map(({ name }) => name),
  ...Object.keys(warehouse?.views ?? {}),
];
