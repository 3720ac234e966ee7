import { expect, it } from 'vitest';
import { readMemory } from './memory-of-process.ts';

const status = `Name:	node
VmPeak:	 1234567 kB
VmRSS:	  204800 kB
RssAnon:	  102400 kB
RssFile:	  102400 kB
`;

it('reads what a process has of its own, and what is resident, in MiB', () => {
  expect(readMemory(status)).toEqual({ own: 100, resident: 200 });
});

it('takes no missing figure for nothing', () => {
  expect(() => readMemory('Name:\tkthreadd\n')).toThrow('RssAnon');
});
