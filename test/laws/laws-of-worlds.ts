import type fc from 'fast-check';
import { it } from 'vitest';
import { assertLaw } from './assert-law.ts';

/** What holds of every world, by the sentence that says so. */
export type Laws<World> = Readonly<Record<string, (world: World) => void | Promise<void>>>;

/**
 * A test for each of several laws, which are tried on the same worlds, for a world costs more to make than to look at. Where one law breaks, the
 * others were not tried to the end, so all fail, with the report of the one.
 * @param property makes worlds, and gives each to `holds`.
 */
export function lawsOfWorlds<World>(
  laws: Laws<World>,
  property: (holds: (world: World) => Promise<void>) => fc.IAsyncPropertyWithHooks<unknown>,
  share = 1,
): void {
  const holds = async (world: World): Promise<void> => {
    for (const [sentence, law] of Object.entries(laws)) {
      try {
        await law(world);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`Broken: ${sentence}. ${reason}`, { cause: error });
      }
    }
  };
  let tried: Promise<void> | undefined;
  const tryAll = () => {
    tried ??= assertLaw(property(holds), share);
    return tried;
  };
  for (const sentence of Object.keys(laws)) it(sentence, tryAll);
}
