import { describe, onTestFinished } from 'vitest';
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
