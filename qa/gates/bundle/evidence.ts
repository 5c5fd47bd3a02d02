import { type Static, Type } from 'typebox';

const FileSchema = Type.Object({ file: Type.String(), bytes: Type.Number(), gzipBytes: Type.Number() });

export const BundleSchema = Type.Object({
  buildExitCode: Type.Union([Type.Number(), Type.Null()]),
  /** Scripts and styles that the browser loads before the first page: the entries and what they import statically. */
  initial: Type.Array(FileSchema),
  /** Scripts that are loaded later, if at all. */
  lazy: Type.Array(FileSchema),
  /** The pages that the router declares, and the chunk of each. */
  routes: Type.Array(
    Type.Object({
      path: Type.String(),
      /** Source module that the route loads on demand; null for one that is bundled with the router. */
      module: Type.Union([Type.String(), Type.Null()]),
      /** Built file of that module; null when the build made none for it alone. */
      chunk: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  /** Heavy libraries by a text of theirs that survives minification, and the files that have it. */
  heavy: Type.Array(Type.Object({ name: Type.String(), foundIn: Type.Array(Type.String()) })),
});
export type Bundle = Static<typeof BundleSchema>;
