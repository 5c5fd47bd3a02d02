/** What `list.push(...items)` does, for any number of items: the arguments of a call go on the stack, and documents have more than fit. */
export function pushAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
