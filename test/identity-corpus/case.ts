import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { Refusal } from '../../shared/domain/identity/edge.ts';
import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { ProfileView } from '../../shared/domain/profile/view.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';

/** A case of the corpus; README.md says what its members mean. */
export interface CorpusCase {
  name: string;
  why: string;
  rules?: Partial<IdentityConfig>;
  traits?: Record<string, TraitConfig>;
  steps: (EventStep | SeverStep)[];
  expected: {
    profiles: ExpectedProfile[];
    refused: RefusedEdge[];
    quarantined?: number;
    accounts?: { groupId: string; traits?: JsonObject; events: number }[];
  };
}

export interface EventStep {
  event: JsonObject & { messageId: string };
  source?: string;
  receivedAt?: string;
}

/** Of an event whose step gives none: after everything that the corpus tells of. */
export const defaultReceipt = '2026-06-01T00:00:00.000Z';

export interface SeverStep {
  sever: [string, string];
}

export type ExpectedProfile = Omit<ProfileView, 'profileId' | 'firstSeenAt' | 'lastSeenAt'> &
  Partial<Pick<ProfileView, 'firstSeenAt' | 'lastSeenAt'>> & { anchor?: string };

export interface RefusedEdge {
  a: string;
  b: string;
  reason: Refusal;
}

interface CorpusFile {
  /** Without its ending. */
  topic: string;
  cases: CorpusCase[];
}

const schemaFile = 'case.schema.json';

/** Every file of the corpus, checked against its schema. @throws TypeError where one breaks it. */
export function readCorpus(): CorpusFile[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const parse = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
  const isCorpusFile = ajv.compile<{ cases: CorpusCase[] }>(parse(schemaFile) as JsonObject);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== schemaFile)
    .sort()
    .map((file) => {
      const content = parse(file);
      if (!isCorpusFile(content)) {
        throw new TypeError(`${file} breaks the schema: ${ajv.errorsText(isCorpusFile.errors)}.`);
      }
      return { topic: file.replace('.json', ''), cases: content.cases };
    });
}
