#!/usr/bin/env node
// The sources are TypeScript; tsx runs them as they are on Node 20, 22 and 24.
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register } from 'tsx/esm/api';

// Colours are for people at a terminal; the colour library takes a build server for one.
if (!process.stdout.isTTY) process.env.NO_COLOR = '1';

// Whoever reads may have had enough, as `head` has: the rest is written to nobody, and what runs until Ctrl-C ends.
let isReaderGone = false;
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  if (!isReaderGone) process.emit('SIGINT');
  isReaderGone = true;
});

// A configuration may lie in a folder that is no package of modules.
registerCommonJs();
register();
const { main } = await import('../shared/cli/main.ts');
await main(process.argv.slice(2));
