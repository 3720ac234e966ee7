import bigQuery from 'node-sql-parser/build/bigquery.js';

/** The columns of tables, or of parts of a query, by name. */
type Columns = ReadonlyMap<string, readonly string[]>;

type Node = { readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nodes = (value: unknown): Node[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => isNode(item));

/** The functions that the examples may call, and with how many arguments: https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all */
const functions: Readonly<Record<string, readonly [least: number, most: number]>> = {
  COALESCE: [1, 9],
  COUNT: [1, 1],
  DIV: [2, 2],
  FORMAT_TIMESTAMP: [2, 3],
  JSON_VALUE: [1, 2],
  LAG: [1, 3],
  MAX: [1, 1],
  MIN: [1, 1],
  NULLIF: [2, 2],
  ROUND: [1, 3],
  ROW_NUMBER: [0, 0],
  'SAFE.PARSE_NUMERIC': [1, 1],
  SQRT: [1, 1],
  SUM: [1, 1],
  TRIM: [1, 2],
  UNIX_DATE: [1, 1],
};

/** Names that want backticks, which other dialects don't know: https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#reserved_keywords */
const reserved = new Set(
  `all and any array as asc assert_rows_modified at between by case cast collate contains create cross cube current default define desc distinct else end
  enum escape except exclude exists extract false fetch following for from full group grouping groups hash having if ignore in inner intersect interval
  into is join lateral left like limit lookup merge natural new no not null nulls of on or order outer over partition preceding proto qualify range
  recursive respect right rollup rows select set some struct tablesample then to treat true unbounded union unnest using when where window with within`.split(
    /\s+/,
  ),
);

/**
 * What BigQuery would refuse in a query, as far as it can be told without it: its syntax, by a parser of that dialect; tables and columns that there are
 * not; aliases where none are known yet; names that are reserved or mean two things; functions of other dialects.
 * @param tables the columns of every table. @returns a line each; none where nothing was found.
 */
export function problemsOf(sql: string, tables: Columns): string[] {
  const parser = new bigQuery.Parser();
  let parsed: unknown;
  try {
    parsed = parser.astify(sql);
  } catch (error) {
    return [`does not parse: ${error instanceof Error ? error.message : error}`];
  }
  const [select, ...others] = nodes(parsed);
  if (select?.['type'] !== 'select' || others.length > 0) return ['is not one SELECT'];
  const check = new Check();
  check.select(select, tables);
  return check.problems;
}

class Check {
  readonly problems: string[] = [];

  /** Checks a SELECT and those that it is united with. @returns the columns that it gives. */
  select(select: Node, known: Columns): string[] {
    const named = new Map(known);
    for (const part of nodes(select['with'])) {
      const name = textOf(part['name']);
      this.#name(name);
      named.set(name, this.select(bodyOf(part['stmt']), named));
    }
    const sources = this.#sources(select, named);
    const given = nodes(select['columns']).map((column) => {
      const name = column['as'] ?? columnOf(column['expr']);
      if (typeof name === 'string') this.#name(name);
      else this.problems.push('a column has no name: give it one with AS');
      return { name: String(name), expr: column['expr'] };
    });
    const before = { named, sources, given: [] };
    for (const clause of ['columns', 'where']) this.#walk(select[clause], before);
    for (const join of nodes(select['from'])) this.#walk(join['on'], before);
    const after = { named, sources, given };
    for (const clause of ['groupby', 'having', 'qualify', 'orderby'])
      this.#walk(select[clause], after);
    if (isNode(select['_next'])) this.select(select['_next'], named);
    return given.map(({ name }) => name);
  }

  #sources(select: Node, named: Columns): Map<string, readonly string[]> {
    const sources = new Map<string, readonly string[]>();
    for (const { table, as, expr, using } of nodes(select['from'])) {
      if (using) this.problems.push('USING is not looked into: write ON');
      const name = String(as ?? table);
      this.#name(name);
      const columns =
        expr === undefined ? named.get(String(table)) : this.select(bodyOf(expr), named);
      if (columns === undefined) this.problems.push(`there is no table ${table}`);
      sources.set(name, columns ?? []);
    }
    return sources;
  }

  #walk(value: unknown, scope: Scope): void {
    if (Array.isArray(value)) for (const item of value) this.#walk(item, scope);
    if (!isNode(value)) return;
    if (value['type'] === 'select') {
      this.select(value, scope.named);
      return;
    }
    if (value['type'] === 'column_ref') this.#column(value, scope);
    if (value['type'] === 'function' || value['type'] === 'aggr_func') this.#function(value);
    for (const [key, item] of Object.entries(value)) {
      // The name of a function is no column.
      if (key !== 'name') this.#walk(item, scope);
    }
  }

  #column(reference: Node, { sources, given }: Scope): void {
    const column = columnOf(reference) ?? '';
    const table = reference['table'];
    if (typeof table === 'string') {
      if (sources.get(table)?.includes(column) !== true)
        this.problems.push(`there is no column ${table}.${column}`);
      return;
    }
    const found = [...sources.values()].filter((columns) => columns.includes(column)).length;
    const alias = given.find(({ name }) => name === column);
    const isSame = alias !== undefined && columnOf(alias.expr) === column;
    if (found + (alias === undefined ? 0 : 1) === 0)
      this.problems.push(`there is no column ${column}`);
    else if ((found > 1 && !isSame) || (found > 0 && alias !== undefined && !isSame))
      this.problems.push(`${column} means two things`);
  }

  #function(call: Node): void {
    const { name, args } = call;
    const path = isNode(name)
      ? [name['schema'], ...nodes(name['name'])].map(textOf).filter((word) => word !== '')
      : [String(name)];
    const called = path.join('.').toUpperCase();
    const [least, most] = functions[called] ?? [];
    if (least === undefined || most === undefined) {
      this.problems.push(`${called} is none of the functions that the examples may call`);
      return;
    }
    const list = isNode(args) ? (args['type'] === 'expr_list' ? args['value'] : args['expr']) : [];
    const count = nodes(list).length;
    if (count < least || count > most) this.problems.push(`${called} does not take ${count}`);
  }

  #name(name: string): void {
    if (reserved.has(name.toLowerCase())) this.problems.push(`${name} is reserved`);
  }
}

interface Scope {
  named: Columns;
  sources: Columns;
  /** The aliases that are known here, and what they stand for. */
  given: readonly { name: string; expr: unknown }[];
}

const textOf = (name: unknown): string => (isNode(name) ? String(name['value']) : '');

const bodyOf = (statement: unknown): Node => {
  const body = isNode(statement) ? (statement['ast'] ?? statement) : {};
  return isNode(body) ? body : {};
};

/** The name of the column that an expression is, where it is no more than that. */
function columnOf(expression: unknown): string | undefined {
  if (!isNode(expression) || expression['type'] !== 'column_ref') return undefined;
  const { column } = expression;
  if (typeof column === 'string') return column;
  return isNode(column) && isNode(column['expr']) ? textOf(column['expr']) : undefined;
}
