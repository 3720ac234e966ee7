import { printable } from '../terminal.ts';

/**
 * JSON text, indented, with what is at a JSON pointer marked; `undefined` where the text is no JSON. Where the pointer leads out of the text,
 * the innermost value on its way is marked.
 */
export function markedJson(
  text: string,
  pointer: string,
  mark: (line: string) => string,
): { text: string; found: boolean } | undefined {
  try {
    return markAt(JSON.parse(text), pointer, mark);
  } catch {
    // No JSON, or nested more deeply than a screen is wide.
    return undefined;
  }
}

function markAt(value: unknown, pointer: string, mark: (line: string) => string) {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const reached = reachable(value, steps);
  return {
    text: render(value, reached === 0 ? undefined : steps.slice(0, reached), '', mark).join('\n'),
    found: reached === steps.length,
  };
}

/** How many steps of a path lead somewhere. */
function reachable(root: unknown, steps: readonly string[]): number {
  let value = root;
  for (const [index, step] of steps.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return index;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return steps.length;
}

/** The lines of a value. `path` leads to what is marked within it: itself where empty, nothing where absent. */
function render(
  value: unknown,
  path: readonly string[] | undefined,
  key: string,
  mark: (line: string) => string,
): string[] {
  if (path?.length === 0) return plain(value, key).map(mark);
  if (path === undefined || typeof value !== 'object' || value === null) return plain(value, key);
  const [step, ...rest] = path;
  const members = Object.entries(value);
  const isArray = Array.isArray(value);
  const lines = members.flatMap(([name, member], index) => {
    const within = name === step ? rest : undefined;
    const rendered = render(member, within, isArray ? '' : `${JSON.stringify(name)}: `, mark);
    return withComma(rendered, index < members.length - 1).map((line) => `  ${line}`);
  });
  return [printable(`${key}${isArray ? '[' : '{'}`), ...lines, isArray ? ']' : '}'];
}

const plain = (value: unknown, key: string): string[] =>
  `${key}${JSON.stringify(value, undefined, 2)}`.split('\n').map(printable);

const withComma = (lines: string[], comma: boolean): string[] =>
  comma ? [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`] : lines;
