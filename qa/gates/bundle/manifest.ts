/** The part of Vite's `manifest.json` that is read. Keys are source modules or chunk names. */
export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly isEntry?: boolean;
      readonly imports?: readonly string[];
      readonly dynamicImports?: readonly string[];
      readonly css?: readonly string[];
    }
  >
>;

/** Scripts and styles of the entries and of everything they import statically: what a browser must have before the first page. */
export function initialFiles(manifest: Manifest): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key);
  return [...files].sort();
}

/** Scripts of the manifest that are not among the initial ones. */
export function lazyScripts(manifest: Manifest): string[] {
  const initial = new Set(initialFiles(manifest));
  const scripts = Object.values(manifest).map(({ file }) => file);
  return [...new Set(scripts)].filter((file) => /\.m?js$/.test(file) && !initial.has(file)).sort();
}

export interface DeclaredRoute {
  readonly path: string;
  /** Source module relative to the web app, or null when the route is not loaded on demand. */
  readonly module: string | null;
}

/**
 * The pages that the router's source declares: every `path:` but the catch-all, with the module that its own `lazy` imports.
 * Read from the text, as a browser's module cannot be loaded here.
 */
export function declaredRoutes(routerSource: string): DeclaredRoute[] {
  const starts = [...routerSource.matchAll(/\bpath:\s*'([^']+)'/g)];
  return starts.flatMap(({ 1: path = '', index }, position) => {
    if (path === '*') return [];
    const own = routerSource.slice(index, starts[position + 1]?.index);
    const module = /\blazy\b[\s\S]*?\bimport\('\.\/([^']+)'\)/.exec(own)?.[1];
    return [{ path, module: module === undefined ? null : `routes/${module}` }];
  });
}
