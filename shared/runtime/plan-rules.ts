import { compiledSchemas } from '../../schemas/generated/tracking-plan.ts';
import type { SourceConfig, TributaryConfig } from '../domain/config/config.ts';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import type { PlanRules } from '../domain/plan/keep-to-plan.ts';
import { maskedTraits } from '../domain/plan/masked-traits.ts';
import { type Pseudonym, pseudonyms } from '../domain/plan/personal-values.ts';
import { type PlanPolicy, planPolicies } from '../domain/plan/plan-policy.ts';
import { hashingSchemas, type TrackingPlan, trackingPlan } from '../domain/plan/tracking-plan.ts';

/** That of the checkout, compiled ahead. */
const planOfCheckout: TrackingPlan = trackingPlan(compiledSchemas);

/** What a configuration says of the tracking plan. @throws TypeError where it makes no sense, saying what to change. */
export function planRules(config: TributaryConfig, identity: IdentityRules): PlanRules {
  for (const [name, source] of Object.entries(config.sources)) assertPolicy(name, source);
  const plan = planOf(config);
  return {
    plan,
    sources: config.sources,
    pseudonym: pseudonymOf(config, plan, identity),
    maskedTraits: maskedTraits(config.traits ?? {}, plan),
  };
}

function planOf({ plan, schemas }: TributaryConfig): TrackingPlan {
  if (plan === undefined && schemas !== undefined) {
    throw new TypeError(
      `"schemas" is a folder, ${schemas}, that is compiled when the configuration is loaded from its file. Compiled into a program, a configuration has the schemas of schemas/events: move them there, and run npm run generate.`,
    );
  }
  return plan ?? planOfCheckout;
}

/** What is shorter can be guessed, and then every address tried out. */
const shortestPepper = 16;

function pseudonymOf(
  { privacy }: TributaryConfig,
  plan: TrackingPlan,
  identity: IdentityRules,
): Pseudonym {
  const pepper = privacy?.pepper ?? '';
  const hashing = hashingSchemas(plan);
  if (pepper.length < shortestPepper && hashing.length > 0) {
    throw new TypeError(
      `${hashing.join(', ')} hash personal values, which takes a secret of ${shortestPepper} characters at least: set CDP_PII_PEPPER to a long random text, and give the configuration privacy: { pepper: env('CDP_PII_PEPPER') }.`,
    );
  }
  return pseudonyms(pepper, identity);
}

/** What the compiler has judged of a TypeScript configuration is judged here of a JSON one. */
function assertPolicy(source: string, { plan = {} }: SourceConfig): void {
  for (const [name, value] of Object.entries(plan)) {
    const known: readonly string[] | undefined = planPolicies[name as keyof PlanPolicy];
    const where = `sources.${source}.plan.${name}`;
    if (known === undefined) {
      throw new TypeError(
        `${where} is unknown. Known are ${Object.keys(planPolicies).join(', ')}.`,
      );
    }
    if (!known.includes(value)) {
      throw new TypeError(`${where} is ${JSON.stringify(value)}. Known are ${known.join(', ')}.`);
    }
  }
}
