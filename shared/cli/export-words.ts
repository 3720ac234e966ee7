/** What the words of `cdp export` stand for: the targets of each. */
export const exportWords = {
  snapshot: ['profiles'],
  latest: ['profiles_latest'],
  audiences: ['audience_memberships', 'audience_membership_history'],
  events: ['events'],
  outcomes: ['outcomes'],
  'audience-changes': ['audience_changes'],
} as const;

export type ExportWord = keyof typeof exportWords;

/** A table, the target that fills it, and the word that exports it. */
interface ExportedTable {
  table: string;
  target: string;
  word: ExportWord;
}

const wordsInOrder = Object.keys(exportWords) as ExportWord[];

/** Every table of the warehouse. @param own the tables of audiences that have one. */
export const exportedTables = (own: readonly string[]): ExportedTable[] => [
  ...wordsInOrder.flatMap((word) =>
    exportWords[word].map((target): ExportedTable => ({ table: target, target, word })),
  ),
  { table: 'identifiers', target: 'profiles', word: 'snapshot' },
  ...own.map((table): ExportedTable => ({ table, target: table, word: 'audiences' })),
];
