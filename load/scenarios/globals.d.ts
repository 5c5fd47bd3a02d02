/** k6 has a console that its types leave out. */
declare const console: { warn(message: string): void };
