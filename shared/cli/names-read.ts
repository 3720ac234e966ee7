const commentsAndTexts = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:''|[^'])*'/g;
const given = /(\w+)["`]?\s+AS\s+(?:NOT\s+MATERIALIZED\s+|MATERIALIZED\s+)?\(/gi;
const read = /\b(?:FROM|JOIN)\s+["`]?(?:[\w-]+["`]?\.["`]?)*(\w+)/gi;

/**
 * The names of tables and views that a query reads after FROM and JOIN, in small letters, without those that it gives to parts of itself. Found without a
 * parser, so there may be others that are no tables.
 */
export function namesRead(sql: string): Set<string> {
  const bare = sql.replace(commentsAndTexts, ' ');
  const own = new Set(namesIn(bare, given));
  return new Set(namesIn(bare, read).filter((name) => !own.has(name)));
}

const namesIn = (sql: string, pattern: RegExp): string[] =>
  [...sql.matchAll(pattern)].map(([, name = '']) => name.toLowerCase());

/** The same, and what the views read that it reads. @param views their SQL by name. */
export function namesReadThrough(sql: string, views: Readonly<Record<string, string>>): string[] {
  const found = namesRead(sql);
  // Names that are added to a set while it is gone through are gone through as well.
  for (const name of found) {
    const view = Object.entries(views).find(([own]) => own.toLowerCase() === name)?.[1];
    for (const further of view === undefined ? [] : namesRead(view)) found.add(further);
  }
  return [...found];
}
