/**
 * Builds what is deployed: for every folder of `functions/` that has an `index.ts`, a folder of `dist/` with a bundle
 * and the package.json of what the bundle leaves out.
 *
 * Our code, the configuration and plain libraries are bundled, so that an instance starts from a few files. Google's
 * clients are left out: they read their protos and JSON from their own folders when they run. So are packages of data,
 * which are opened by path: a function that reaches them gets them as dependencies.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Metafile } from 'esbuild';
import { dataPackages } from '../shared/adapters/databases/package-data.ts';

/** Installed beside the bundle, in the versions that were tested. */
const installed = ['@google-cloud/*', 'google-auth-library', 'google-gax'];

/** The embedded backend's native addons: a function that reaches one would carry megabytes that it never runs. */
const embeddedOnly = ['lmdb', '@duckdb/*'];

/** msgpackr asks for its native part, and works without. */
const optional = ['msgpackr-extract'];

const root = fileURLToPath(new URL('../', import.meta.url));

/** A bundled CommonJS module may require a part of Node, and an ES module has no `require` of its own. */
const banner = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`;

interface BuiltFunction {
  function: string;
  /** Of all code, without source maps. */
  kib: number;
  seconds: number;
  dependencies: Record<string, string>;
}

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const matches = (patterns: readonly string[], specifier: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('/*')
      ? specifier.startsWith(pattern.slice(0, -1))
      : packageName(specifier) === pattern,
  );

/** The first way from a file of the bundle to an embedded-only package, as `a → b → package`. */
function wayToEmbeddedOnly({ inputs }: Metafile, entry: string): string | undefined {
  const ways = [[entry]];
  const seen = new Set([entry]);
  for (const way of ways) {
    for (const { path, external } of inputs[way.at(-1) ?? '']?.imports ?? []) {
      if (external && matches(embeddedOnly, path)) return [...way, path].join(' → ');
      if (external || seen.has(path)) continue;
      seen.add(path);
      ways.push([...way, path]);
    }
  }
  return undefined;
}

/** What opens the packages of data: esbuild sees no import of them. */
const opensData = 'shared/adapters/databases/package-data.ts';

/** The packages that the bundle imports or opens, with the versions installed here. */
function dependenciesOf({ inputs, outputs }: Metafile): Record<string, string> {
  const names = new Set<string>(Object.hasOwn(inputs, opensData) ? dataPackages : []);
  for (const { imports } of Object.values(outputs)) {
    for (const { path, external } of imports) {
      if (external && !isBuiltin(path) && !matches(optional, path)) names.add(packageName(path));
    }
  }
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  return Object.fromEntries([...names].sort().map((name) => [name, version(name)]));
}

async function buildFunction(name: string, source: string, out: string): Promise<BuiltFunction> {
  const started = performance.now();
  const outdir = join(out, name);
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: join(source, name, 'index.ts') },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // What is imported on demand stays apart, else every function would load BigQuery's client to start.
    splitting: true,
    sourcemap: true,
    metafile: true,
    external: [...installed, ...embeddedOnly, ...optional],
    banner: { js: banner },
    logLevel: 'silent',
  });
  const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  const way = wayToEmbeddedOnly(metafile, entry?.entryPoint ?? '');
  if (way !== undefined) {
    rmSync(outdir, { recursive: true });
    throw new Error(`${name} reaches a package of the embedded backend: ${way}. Cut that import.`);
  }
  const dependencies = dependenciesOf(metafile);
  const manifest = {
    name,
    private: true,
    type: 'module',
    main: 'index.js',
    engines: { node: '>=20' },
    dependencies,
  };
  writeFileSync(join(outdir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const bytes = Object.entries(metafile.outputs)
    .filter(([path]) => path.endsWith('.js'))
    .reduce((total, [, output]) => total + output.bytes, 0);
  const seconds = (performance.now() - started) / 1000;
  return {
    function: name,
    kib: Math.ceil(bytes / 1024),
    seconds: Math.round(seconds * 100) / 100,
    dependencies,
  };
}

function print(built: readonly BuiltFunction[]): void {
  const rows = built.map(({ kib, seconds, ...row }) => [
    row.function,
    `${kib}`,
    seconds.toFixed(2),
  ]);
  const table = [['function', 'KiB', 'seconds'], ...rows];
  const width = Math.max(...table.map(([name = '']) => name.length));
  for (const [name = '', kib = '', seconds = ''] of table)
    console.log(`${name.padEnd(width)}  ${kib.padStart(6)}  ${seconds.padStart(7)}`);
}

const usage =
  'Usage: npm run build -- [--functions DIR, default functions] [--out DIR, default dist] [--json]';

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        functions: { type: 'string', default: join(root, 'functions') },
        out: { type: 'string', default: join(root, 'dist') },
        json: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const options = readArguments();
  const [source, out] = [resolve(options.functions), resolve(options.out)];
  const names = readdirSync(source)
    .filter((name) => existsSync(join(source, name, 'index.ts')))
    .sort();
  if (names.length === 0) throw new Error(`No folder of ${source} has an index.ts.`);
  mkdirSync(out, { recursive: true });
  const built: BuiltFunction[] = [];
  for (const name of names) built.push(await buildFunction(name, source, out));
  if (options.json) console.log(JSON.stringify(built, null, 2));
  else print(built);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
