/**
 * Every file of this release by its address, with the SHA-256 of its bytes in hex, or nothing where the
 * address itself holds a hash of them. Written in by the build, as is the release's name.
 */
declare const __FILES__: Record<string, string>;
declare const __RELEASE__: string;
