import { StatisticsError } from './error.ts';
import { requireShare } from './quantile.ts';

/**
 * The standard normal distribution's quantile: Wichura, "Algorithm AS 241: The Percentage Points of the Normal
 * Distribution", Applied Statistics 37, 1988 (PPND16, about 16 digits; coefficients as the nearest doubles).
 */
export function normalQuantile(probability: number): number {
  requireShare('probability', probability);
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
  const tail = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(FAR, r - 5);
  return q < 0 ? -tail : tail;
}

/**
 * P(Z > z) of the standard normal distribution: the inverse of `normalQuantile`, found by halving the logarithm of the probability, so that
 * far tails keep their digits. 0 beyond z = 37, where doubles end.
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) throw new StatisticsError('z is not a number');
  if (z < 0) return 1 - normalTail(-z);
  let low = Math.log(1e-300);
  let high = Math.log(0.5);
  if (-normalQuantile(Math.exp(low)) < z) return 0;
  for (let halving = 0; halving < 100; halving += 1) {
    const middle = (low + high) / 2;
    if (-normalQuantile(Math.exp(middle)) > z) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

interface Coefficients {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

const CENTRE: Coefficients = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813,
    2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852854,
  ],
};

const MIDDLE: Coefficients = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9,
  ],
};

const FAR: Coefficients = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7,
    2.0442631033899397e-15,
  ],
};

function ratio({ above, below }: Coefficients, x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
