/**
 * `npm run licences`: the licence of every package that the product installs, as docs/licences.md lists them; `--write` writes that page. Ends with 1
 * where a licence is not one that the product may be passed on under.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Those that ask for no more than that they are named. CC-BY is for data: the list of SPDX exceptions. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  link?: boolean;
}

interface Licensed {
  name: string;
  version: string;
  licence: string;
}

/** What npm installs without the development dependencies, for every platform. */
function installed(): Licensed[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const packages = Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path !== '' && dev !== true && link !== true)
    .map(([path, { version = '', license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? licenceIn(join(root, path)),
    }));
  // Of a package that is built for each platform, those of other platforms are not there to be read: they have the licence of the one that is.
  const ofPlatforms = new Map(
    packages.filter(({ licence }) => licence !== unknown).map((one) => [builtOf(one), one.licence]),
  );
  for (const one of packages) {
    if (one.licence === unknown) one.licence = ofPlatforms.get(builtOf(one)) ?? unknown;
  }
  const unique = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

const unknown = 'unknown';

/** What a package of one platform is built from. */
const builtOf = ({ name, version }: Licensed): string =>
  `${name.replace(/-(darwin|linux|win32)-.+$/, '')}@${version}`;

/** Old packages say it in other words than the lock file knows; what can't be found out is no licence. */
function licenceIn(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return unknown;
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? unknown;
}

/** Whether one of the licences that a package may be taken under is allowed. */
const isAllowed = ({ licence }: Licensed): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => allowed.has(part)));

function page(packages: readonly Licensed[]): string {
  const byLicence = new Map<string, string[]>();
  for (const { name, version, licence } of packages) {
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${name} ${version}`]);
  }
  const sections = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `## ${licence}\n\n${names.map((name) => `- ${name}`).join('\n')}`);
  return `# Licences\n\nTributary is Apache-2.0. It installs, without what only its development needs, the packages below; \`npm run licences -- --write\`
lists them anew, and \`npm run sbom\` prints a CycloneDX bill of materials.\n\n${sections.join('\n\n')}\n`;
}

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const packages = installed();
const text = page(packages);
if (options.write) writeFileSync(join(root, 'docs/licences.md'), text);
else console.log(options.json ? JSON.stringify(packages, undefined, 2) : text.trimEnd());
const refused = packages.filter((one) => !isAllowed(one));
for (const { name, version, licence } of refused) {
  console.error(
    `${name} ${version}: ${licence} is not allowed. Take another package, or allow it in scripts/licences.ts.`,
  );
}
if (refused.length > 0) process.exitCode = 1;
