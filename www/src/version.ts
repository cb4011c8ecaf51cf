/** This package's version; the module, and every element on the page, must be of the same. */
export const VERSION: string = __VERSION__;
