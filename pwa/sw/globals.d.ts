/** Every file of this release, and the release's name; written in by the build. */
declare const __FILES__: string[];
declare const __RELEASE__: string;
