/** Written in by the build: the files to answer for besides `/assets/`, and the release's name. */
declare const __BESIDE_ASSETS__: string[];
/** The first letters of the SHA-256 of the release's list of files. */
declare const __RELEASE__: string;
