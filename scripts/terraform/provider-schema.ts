import { readFileSync } from 'node:fs';

/** What may stand in a block, and what may be read of it. */
export interface BlockSchema {
  required: readonly string[];
  optional: readonly string[];
  /** Read only. */
  computed: readonly string[];
  blocks: Readonly<Record<string, NestedSchema>>;
}

interface NestedSchema extends BlockSchema {
  isRequired: boolean;
  isList: boolean;
}

/** What a provider knows of a type, as `terraform/provider-schema.json` holds it: names are in one text, for brevity. */
export interface CompactBlock {
  required?: string;
  optional?: string;
  computed?: string;
  blocks?: Record<string, CompactBlock & { isRequired?: true; isList?: true }>;
}

/** What `scripts/derive-provider-schema.ts` derives. A data source's type begins with `data.`. */
export interface CompactSchema {
  /** By provider, the version that it was derived from. */
  providers: Record<string, string>;
  types: Record<string, CompactBlock>;
}

export type ProviderSchema = ReadonlyMap<string, BlockSchema>;

export function readProviderSchema(): ProviderSchema {
  const file = new URL('../../terraform/provider-schema.json', import.meta.url);
  const { types } = JSON.parse(readFileSync(file, 'utf8')) as CompactSchema;
  return new Map(Object.entries(types).map(([type, compact]) => [type, unfold(compact)]));
}

const unfold = ({ required, optional, computed, blocks = {} }: CompactBlock): BlockSchema => ({
  required: names(required),
  optional: names(optional),
  computed: names(computed),
  blocks: Object.fromEntries(
    Object.entries(blocks).map(([name, nested]) => [
      name,
      { ...unfold(nested), isRequired: nested.isRequired ?? false, isList: nested.isList ?? false },
    ]),
  ),
});

const names = (text = ''): string[] => (text === '' ? [] : text.split(' '));
