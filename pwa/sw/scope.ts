/** This script's global scope under its true type; the library's `self` is any worker's. */
export const worker = self as unknown as ServiceWorkerGlobalScope;
