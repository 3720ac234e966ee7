import type { Column, WarehouseTable } from '../../shared/ports/warehouse.ts';
import audienceChanges from './audience_changes.json' with { type: 'json' };
import audienceMembershipHistory from './audience_membership_history.json' with { type: 'json' };
import audienceMemberships from './audience_memberships.json' with { type: 'json' };
import events from './events.json' with { type: 'json' };
import identifiers from './identifiers.json' with { type: 'json' };
import outcomes from './outcomes.json' with { type: 'json' };
import profiles from './profiles.json' with { type: 'json' };
import profilesLatest from './profiles_latest.json' with { type: 'json' };

/** A table as `schemas/warehouse/<table>.json` describes it. */
export interface TableSchema {
  name: WarehouseTable;
  description: string;
  /** The DATE column whose value is the partition; absent where the table has none and is replaced as a whole. */
  partition?: string;
  /** The column that tells rows apart, where a merge moves them on one by one. `version` says which is newer. */
  key?: string;
  /** Whether every trait gets a column of its own, `trait_…`, beside those below: `shared/domain/export/trait-columns.ts`. */
  traits?: boolean;
  /** The columns that rows lie together by, most important first. */
  cluster: readonly string[];
  columns: readonly Column[];
}

/** What `import` knows of such a file: its strings are not yet the words of the port. */
interface TableFile extends Omit<TableSchema, 'name' | 'columns'> {
  columns: readonly { name: string; type: string; mode: string; description?: string }[];
}

const types: readonly Column['type'][] = [
  'STRING',
  'INT64',
  'FLOAT64',
  'BOOL',
  'TIMESTAMP',
  'DATE',
  'JSON',
];
const modes: readonly Column['mode'][] = ['REQUIRED', 'NULLABLE', 'REPEATED'];

function oneOf<T extends string>(words: readonly T[], word: string, place: string): T {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined)
    throw new Error(`${place}: ${word} is not one of ${words.join(', ')}: correct the file`);
  return found;
}

function read(name: WarehouseTable, file: TableFile): TableSchema {
  const columns = file.columns.map((column) => {
    const place = `schemas/warehouse/${name}.json, column ${column.name}`;
    return {
      ...column,
      type: oneOf(types, column.type, place),
      mode: oneOf(modes, column.mode, place),
    };
  });
  return { ...file, name, columns };
}

const tables: Readonly<Record<WarehouseTable, TableSchema>> = {
  profiles: read('profiles', profiles),
  profiles_latest: read('profiles_latest', profilesLatest),
  identifiers: read('identifiers', identifiers),
  events: read('events', events),
  outcomes: read('outcomes', outcomes),
  audience_changes: read('audience_changes', audienceChanges),
  audience_memberships: read('audience_memberships', audienceMemberships),
  audience_membership_history: read('audience_membership_history', audienceMembershipHistory),
};

/** Every table of the warehouse. */
export const warehouseTables: readonly TableSchema[] = Object.values(tables);

/** The schema of a table, whose name may come from a command line. Throws for any other name. */
export function tableSchema(name: string): TableSchema {
  const schema = warehouseTables.find((table) => table.name === name);
  if (schema === undefined) {
    const known = warehouseTables.map((table) => table.name).join(', ');
    throw new Error(`There is no table ${name} in the warehouse: use one of ${known}`);
  }
  return schema;
}
