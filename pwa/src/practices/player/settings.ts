/** What a person may switch in the player. The caller keeps it; the player only asks for changes. */

export interface PlayerSettings {
  readonly tones: boolean;
  readonly vibration: boolean;
  /** 0 to 1. */
  readonly volume: number;
  /** null follows the phone. */
  readonly reduced: boolean | null;
}

/** Silent: walls are thin, and a cue nobody asked for is an interruption. */
export const QUIET: PlayerSettings = { tones: false, vibration: false, volume: 0.6, reduced: null };
