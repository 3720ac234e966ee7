/**
 * Compiles the JSON Schemas of `schemas/` ahead of time: validators (ajv standalone) and TypeScript types.
 * With `--check` it writes nothing and fails where a generated file is not what the schemas say.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

interface EventSchema extends JSONSchema {
  $id: string;
  title: string;
  'x-event'?: string;
}

const read = (path: string): EventSchema => JSON.parse(readFileSync(path, 'utf8')) as EventSchema;

const canonical = read('schemas/canonical-event.v1.schema.json');
const audience = read('schemas/audience.v1.schema.json');
const events = readdirSync('schemas/events')
  .filter((name) => name.endsWith('.schema.json'))
  .sort()
  .map((name) => read(`schemas/events/${name}`));

const all = [canonical, audience, ...events];

async function validators(): Promise<string> {
  const ajv = new Ajv({
    code: { source: true, esm: true },
    allErrors: false,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  });
  ajv.addVocabulary(['x-event', 'x-pii']);
  for (const schema of all) ajv.addSchema(schema as AnySchemaObject);
  const exported = Object.fromEntries(
    all.map((schema) => [`validate${schema.title}`, schema.$id]),
  );
  // The standalone code asks for ajv's runtime; bundled, the file stands alone.
  const bundle = await build({
    stdin: { contents: standaloneCode.default(ajv, exported), resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return `// Generated from schemas/*.schema.json by scripts/generate-schemas.ts: change those.\n${bundle.outputFiles[0]?.text}`;
}

async function types(): Promise<string> {
  const parts = [
    '// Generated from schemas/*.schema.json by scripts/generate-schemas.ts: change those.',
  ];
  for (const schema of all) {
    const text = await compile(structuredClone(schema), schema.title, {
      bannerComment: '',
      unknownAny: true,
      style: { singleQuote: true },
    });
    parts.push(text.trim());
  }
  return `${parts.join('\n\n')}\n`;
}

function declarations(): string {
  const lines = [
    '// Generated from schemas/*.schema.json by scripts/generate-schemas.ts: change those.',
    "import type { ValidateFunction } from 'ajv';",
    `import type { ${all.map((schema) => schema.title).join(', ')} } from './types.ts';`,
    '',
  ];
  for (const schema of all) {
    lines.push(`export declare const validate${schema.title}: ValidateFunction<${schema.title}>;`);
  }
  return `${lines.join('\n')}\n`;
}

/** The tracking plan: which validator judges the properties of which track event. */
function trackingPlan(): string {
  const planned = events.filter((schema) => schema['x-event'] !== undefined);
  return `// Generated from schemas/events/*.schema.json by scripts/generate-schemas.ts: change those.
import type { ValidateFunction } from 'ajv';
import { ${planned.map((schema) => `validate${schema.title}`).join(', ')} } from './validators.js';

/** Event name to the validator of its properties. */
export const trackingPlan: ReadonlyMap<string, ValidateFunction> = new Map<string, ValidateFunction>([
${planned.map((schema) => `  [${JSON.stringify(schema['x-event'])}, validate${schema.title}],`).join('\n')}
]);
`;
}

const files = {
  'schemas/generated/validators.js': await validators(),
  'schemas/generated/validators.d.ts': declarations(),
  'schemas/generated/types.ts': await types(),
  'schemas/generated/tracking-plan.ts': trackingPlan(),
};
const check = process.argv.includes('--check');
mkdirSync('schemas/generated', { recursive: true });
for (const [path, text] of Object.entries(files)) {
  const current = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (current === text) continue;
  if (check) {
    console.error(`${path} is not what the schemas say: run npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
}
