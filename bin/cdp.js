#!/usr/bin/env node
// The sources are TypeScript; tsx runs them as they are on Node 20, 22 and 24.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../shared/cli/main.ts');
await main(process.argv.slice(2));
