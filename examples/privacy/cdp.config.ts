import { defineConfig, env } from '../../shared/runtime/config.ts';

/**
 * What is personal is declared where it is described: in `schemas/`. Emails are matched by a keyed hash, so that nobody reads one in a profile;
 * names stay in profiles and are masked in exports; what was never needed is dropped. Set CDP_PII_PEPPER to a long random text.
 */
export default defineConfig({
  sources: {
    web: {
      plan: { unplannedEvents: 'flag', unplannedProperties: 'drop', violations: 'drop' },
    },
  },
  schemas: './schemas',
  privacy: { pepper: env('CDP_PII_PEPPER') },
  traits: {
    last_reply_to: { last: 'properties.reply_to', of: 'Survey Answered' },
    surveys: { count: 'Survey Answered' },
  },
});
