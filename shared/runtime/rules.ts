import { compileAudiences } from '../domain/audience/audiences.ts';
import type { SourceConfig, TributaryConfig } from '../domain/config/config.ts';
import { type EnrichmentRules, enrichmentRules } from '../domain/enrichment/enrichment-rules.ts';
import { identityRules } from '../domain/identity/identity-rules.ts';
import type { ProfileRules } from '../domain/profile/merge-events.ts';
import { compileWriteKeys, type WriteKey } from '../domain/source/write-key.ts';
import { compileTraits } from '../domain/trait/trait.ts';

/** A configuration, ready for the stages. */
export interface Rules extends ProfileRules {
  sources: Readonly<Record<string, SourceConfig>>;
  enrichment: EnrichmentRules;
  writeKeys: readonly WriteKey[];
}

/** Compiles a configuration. @throws TypeError where it makes no sense, saying what to change. */
export function compileRules(config: TributaryConfig): Rules {
  const traits = compileTraits(config.traits);
  const audiences = compileAudiences(config.audiences, traits);
  return {
    sources: config.sources,
    enrichment: enrichmentRules(config.enrichment),
    writeKeys: compileWriteKeys(config.sources),
    identity: identityRules(config.identity),
    traits: [...traits, ...audiences.steps],
    audiences,
  };
}
