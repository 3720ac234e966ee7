import type { AudienceExport } from '../../shared/domain/export/exports-config.ts';
import type { DonePart, ExportRun } from '../../shared/ports/export-store.ts';
import type { Staged } from '../../shared/ports/warehouse.ts';
import {
  changedRows,
  identifierRows,
  latestRows,
  memberRows,
  snapshotRows,
} from './profile-rows.ts';
import { readTwice } from './read-twice.ts';
import { dayOf, type Exporter, type ExportTarget } from './target.ts';

/** Ids are hashes, so their first digit makes parts of one size. */
const prefixes = [...'0123456789abcdef'];

/**
 * Every profile, as it is: the partition of the day. And whose every identifier is, which takes the place of what the snapshot before said: of one reading, for
 * profiles are paid for by the read.
 */
export const profilesTarget: ExportTarget = {
  name: 'profiles',
  position: ({ store }) => store.position(),
  parts: async () => prefixes,
  async part({ store, warehouse, rules }, run, prefix, staging) {
    const day = dayOf(run.at);
    const [staged, identifiers] = await readTwice(
      store.views({ prefix }),
      async (profiles) =>
        warehouse.stage(staging, { table: 'profiles', day }, snapshotRows(profiles, day, rules)),
      async (profiles) =>
        warehouse.stage(
          `${staging}/identifiers`,
          { table: 'identifiers' },
          identifierRows(profiles, rules),
        ),
    );
    return { ...stagedPart(staged), identifiers };
  },
  async finish({ warehouse }, run) {
    await warehouse.replace({ table: 'profiles', day: dayOf(run.at) }, stagedOf(run));
    await warehouse.replace({ table: 'identifiers' }, stagedOf(run, 'identifiers'));
  },
};

/** The table of the present: replaced as a whole where it begins, and then moved on by what has changed. */
export const latestTarget: ExportTarget = {
  name: 'profiles_latest',
  position: ({ store }) => store.position(),
  parts: async () => prefixes,
  async part({ store, warehouse, rules }, { since }, prefix, staging) {
    const rows =
      since === undefined
        ? latestRows(store.views({ prefix }), rules)
        : changedRows(store.views({ prefix, since }), rules);
    return stagedPart(await warehouse.stage(staging, { table: 'profiles_latest' }, rows));
  },
  async finish({ warehouse }, run, staging) {
    const place = { table: 'profiles_latest' } as const;
    if (run.since === undefined) await warehouse.replace(place, stagedOf(run));
    else await warehouse.merge(staging, place, stagedOf(run));
  },
};

/** The members of every audience, now. */
export const membershipsTarget: ExportTarget = {
  name: 'audience_memberships',
  position: ({ store }) => store.position(),
  parts: async () => prefixes,
  part: (exporter, _run, prefix, staging) =>
    stageMembers(
      exporter,
      exporter.rules.audiences.inOrder.map(({ name }) => name),
      prefix,
      staging,
    ),
  finish: ({ warehouse }, run) =>
    warehouse.replace({ table: 'audience_memberships' }, stagedOf(run)),
};

/** The members of an audience, into a table of its own. */
export const audienceTarget = ({ audience, table }: AudienceExport): ExportTarget => ({
  ...membershipsTarget,
  name: table,
  part: (exporter, _run, prefix, staging) => stageMembers(exporter, [audience], prefix, staging),
  finish: ({ warehouse }, run) =>
    warehouse.replace({ table: 'audience_memberships', name: table }, stagedOf(run)),
});

async function stageMembers(
  { store, warehouse, rules }: Exporter,
  audiences: readonly string[],
  prefix: string,
  staging: string,
): Promise<DonePart> {
  const rows = memberRows(audiences, (audience) => store.members(audience, prefix), rules);
  return stagedPart(await warehouse.stage(staging, { table: 'audience_memberships' }, rows));
}

const stagedPart = (staged: Staged) => ({ rows: staged.rows, staged });

/** What the parts have staged, in their order. */
const stagedOf = ({ parts }: ExportRun, of: 'staged' | 'identifiers' = 'staged'): Staged[] =>
  Object.keys(parts)
    .sort()
    .flatMap((part) => parts[part]?.[of] ?? []);
