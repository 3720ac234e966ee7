import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Whether the real input lies beside the checkout. Where it does not, its suites say that they skip it. */
export const hasRealData = existsSync(folder);

if (!hasRealData) console.warn(`SKIPPED: the suites on real input, for there is no ${folder}`);

/** The path of a file of the real input. */
export const realData = (name: string): string => `${folder}${name}`;
