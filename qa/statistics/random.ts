/**
 * xoshiro128** 1.1 (Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47, 2021), seeded by
 * splitmix32. Only 32-bit integer operations, so a saved run is judged again to the bit on any machine.
 */
export interface Random {
  /** The next unsigned 32-bit integer. */
  next(): number;
  /** A uniform integer in [0, bound); bound ≤ 2^21 keeps the product exact in a double (bias < 2^-11 of one part). */
  below(bound: number): number;
}

export function createRandom(seed: number): Random {
  const mix = splitmix32(seed);
  return fromState([mix(), mix(), mix(), mix()]);
}

/** From the generator's own state, for checking against the reference implementation. */
export function fromState(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  return { next, below: (bound) => Math.floor((next() * bound) / 2 ** 32) };
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Spreads one number over a state that is never all zero. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}
