/** Trusted Types, as far as this app uses them; TypeScript 5.9 does not carry them yet. */
interface TrustedScriptPolicy {
  createScriptURL(url: string): unknown;
}

declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL: (url: string) => string },
      ): TrustedScriptPolicy;
    }
  | undefined;
