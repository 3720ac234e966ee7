import type { Json, JsonObject } from '../json.ts';

/** What a trait's column may hold: its type follows from its name, so that no value ever meets a column of another type. */
export type TraitColumnType = 'STRING' | 'FLOAT64' | 'BOOL';

export const traitPrefix = 'trait_';

/** How many columns the traits of a table get where nothing is said. */
export const defaultTraitColumns = 200;

/** Longer names have no column: BigQuery takes 300 characters. */
const longestName = 120;

/**
 * The traits of a profile as columns: text as `trait_<name>`, a number as `trait_<name>__number`, a truth value as `trait_<name>__bool`. So a trait
 * whose type changes has two columns, and both values are kept. Lists and objects have none, nor has null.
 */
export function traitColumns(traits: Readonly<Record<string, Json>>): JsonObject {
  const columns: JsonObject = {};
  // Of two traits that come to one column, the one that is spelt like it wins.
  const names = Object.keys(traits).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const name of names) {
    const column = columnOf(name, traits[name] ?? null);
    if (column !== undefined && !Object.hasOwn(columns, column)) columns[column] = traits[name];
  }
  return columns;
}

const rank = (name: string): number => (snakeCase(name) === name ? 0 : 1);

function columnOf(name: string, value: Json): string | undefined {
  const suffix = suffixOf(value);
  const snake = snakeCase(name);
  if (suffix === undefined || snake === '' || snake.length > longestName) return undefined;
  return `${traitPrefix}${snake}${suffix}`;
}

function suffixOf(value: Json): string | undefined {
  switch (typeof value) {
    case 'string':
      return '';
    case 'number':
      return '__number';
    case 'boolean':
      return '__bool';
    default:
      return undefined;
  }
}

/** Small letters, digits and single underscores, as warehouses like names: `firstName` and `First Name` are `first_name`. */
const snakeCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

export function traitColumnType(column: string): TraitColumnType {
  if (column.endsWith('__number')) return 'FLOAT64';
  return column.endsWith('__bool') ? 'BOOL' : 'STRING';
}

/**
 * The trait columns of a table that takes rows: those that it has, and of new ones, in the order of their names, as many as there may be. What gets none
 * is in the column `traits`, as all are.
 */
export function chosenColumns(
  known: Iterable<string>,
  found: Iterable<string>,
  atMost: number,
): string[] {
  const columns = new Set(known);
  for (const column of [...new Set(found)].sort()) {
    if (columns.size >= atMost) break;
    columns.add(column);
  }
  return [...columns].sort();
}
