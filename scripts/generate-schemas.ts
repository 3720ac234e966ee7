/**
 * Compiles the JSON Schemas of `schemas/` ahead of time: validators (ajv standalone) and TypeScript types.
 * With `--check` it writes nothing and fails where a generated file is not what the schemas say.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AnySchemaObject } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { EventSchema } from '../shared/domain/plan/event-schema.ts';
import { presentOnly, schemaCompiler } from '../shared/runtime/compile-schemas.ts';
import { readSchemas } from '../shared/runtime/read-schemas.ts';

const read = (path: string): EventSchema => JSON.parse(readFileSync(path, 'utf8')) as EventSchema;

const canonical = read('schemas/canonical-event.v1.schema.json');
const audience = read('schemas/audience.v1.schema.json');
const events = (await readSchemas('schemas/events')).map(({ schema }) => schema);
const all = [canonical, audience, ...events];
const generated = '// Generated from schemas/ by scripts/generate-schemas.ts: change the schemas.';

/** The names of the exported validators, each with the schema that it is compiled from. */
const validated: Readonly<Record<string, EventSchema>> = {
  [`validate${canonical.title}`]: canonical,
  [`validate${audience.title}`]: audience,
  ...Object.fromEntries(
    events.flatMap((schema) => [
      [`validate${schema.title}`, schema],
      [`validate${schema.title}Present`, presentOnly(schema)],
    ]),
  ),
};

/** What the generated code has in its scope, and where from. */
const scope = {
  linearPattern: '../../shared/domain/plan/linear-pattern.ts',
  formats: '../../shared/domain/plan/formats.ts',
};

async function validators(): Promise<string> {
  const ajv = schemaCompiler({ source: true, esm: true });
  for (const schema of Object.values(validated)) ajv.addSchema(schema as AnySchemaObject);
  const ids = Object.entries(validated).map(([name, { $id }]) => [name, $id]);
  const imports = Object.entries(scope).map(([name, from]) => `import { ${name} } from '${from}';`);
  const code = standaloneCode.default(ajv, Object.fromEntries(ids));
  // The standalone code asks for ajv's runtime; bundled, the file stands alone.
  const bundle = await build({
    stdin: { contents: `${imports.join('\n')}\n${code}`, resolveDir: 'schemas/generated' },
    bundle: true,
    external: Object.values(scope),
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return `${generated}\n${bundle.outputFiles[0]?.text}`;
}

async function types(): Promise<string> {
  const parts = [generated];
  for (const schema of all) {
    const copy: JSONSchema = JSON.parse(JSON.stringify(schema));
    const text = await compile(copy, schema.title, {
      bannerComment: '',
      unknownAny: true,
      style: { singleQuote: true },
      // Two schemas may both define `money`.
      customName: ({ title }, key) =>
        title === undefined && key !== undefined && events.includes(schema)
          ? `${schema.title}-${key}`
          : undefined,
    });
    parts.push(text.trim());
  }
  const text = `${parts.join('\n\n')}\n`;
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new Error(`Two schemas make the type ${twice}: give one another title.`);
  return text;
}

function declarations(): string {
  const lines = [
    generated,
    "import type { ValidateFunction } from 'ajv';",
    `import type { ${all.map(({ title }) => title).join(', ')} } from './types.ts';`,
    '',
    ...Object.entries(validated).map(([name, { $id, title }]) => {
      const type = $id.endsWith('.present') ? `Partial<${title}>` : title;
      return `export declare const ${name}: ValidateFunction<${type}>;`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** The tracking plan: each schema beside its validators. */
function trackingPlan(): string {
  const names = events.flatMap(({ title }) => [`validate${title}`, `validate${title}Present`]);
  const entries = events.map(
    (schema) => `  {
    schema: ${JSON.stringify(schema)},
    validate: validate${schema.title},
    validatePresent: validate${schema.title}Present,
  },`,
  );
  return `${generated}
import type { CompiledSchema } from '../../shared/domain/plan/tracking-plan.ts';
import { ${names.join(', ')} } from './validators.js';

/** The schemas of \`schemas/events\`. */
export const compiledSchemas: readonly CompiledSchema[] = [
${entries.join('\n')}
];
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
