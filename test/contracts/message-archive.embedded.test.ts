import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventLog } from '../../shared/adapters/embedded/event-log.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { messageArchiveContract } from './message-archive.contract.ts';

describe('the log as an archive of messages', () => {
  messageArchiveContract(async () => {
    const archive = new EventLog(await temporaryFolder(), () => Date.parse('2026-01-31'));
    onTestFinished(() => archive.close());
    return { archive, keep: (_begun, messages) => archive.keep(messages) };
  });
});

it('what a killed writer left unfinished is no message, and holds up nobody who writes on', async () => {
  const dir = await temporaryFolder();
  const [killed, next] = [1, 2].map((day) => new EventLog(dir, () => Date.UTC(2026, 0, day)));
  if (killed === undefined || next === undefined) throw new Error('There are two.');
  onTestFinished(() => next.close());
  await killed.append([{ data: Buffer.from('whole') }]);
  await killed.close();
  const folder = join(dir, 'archive', 'events');
  const [segment = ''] = await readdir(folder);
  await appendFile(join(folder, segment), '{"id":"unfinished","data":"ha');

  const textsBehind = async (from: ReadonlyMap<string, number>) => {
    const batch = await next.read(new Map(from), 1000);
    return {
      texts: batch?.messages.map(({ data }) => Buffer.from(data).toString()),
      upTo: new Map([...from, ...(batch?.upTo ?? [])]),
    };
  };
  const first = await textsBehind(new Map());
  expect(first.texts).toEqual(['whole']);
  expect((await textsBehind(first.upTo)).texts).toBeUndefined();
  await next.append([{ data: Buffer.from('later') }]);
  expect((await textsBehind(first.upTo)).texts).toEqual(['later']);
});
