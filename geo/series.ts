// Power series without end, cut off after some powers: what a plane's coefficients are worked out with, once per plane.

/** By rising powers, from the constant on; all in one calculation have the same length. */
export type Series = readonly number[];

export const plus = (a: Series, b: Series): Series => a.map((v, n) => v + (b[n] as number));

export const scaled = (a: Series, by: number): Series => a.map((v) => v * by);

export const times = (a: Series, b: Series): Series =>
  a.map((_, n) => a.slice(0, n + 1).reduce((sum, v, k) => sum + v * (b[n - k] as number), 0));

/** To any power (J. C. P. Miller); the constant is not nought. */
export function power(a: Series, exponent: number): Series {
  const [first = NaN] = a;
  const out = [first ** exponent];
  for (let n = 1; n < a.length; n += 1) {
    let sum = 0;
    for (let k = 1; k <= n; k += 1) sum += (k * exponent - n + k) * (a[k] as number) * (out[n - k] as number);
    out.push(sum / (n * first));
  }
  return out;
}

export const integral = (a: Series): Series => a.map((_, n) => (n === 0 ? 0 : (a[n - 1] as number) / n));

/** The outer one of the inner one, which has no constant. */
export const of = (outer: Series, inner: Series): Series =>
  outer.reduceRight<Series>(
    (sum, v) => times(sum, inner).map((w, n) => (n === 0 ? w + v : w)),
    outer.map(() => 0),
  );

/** What undoes a series without a constant: each round makes one more power right. */
export function inverse(a: Series): Series {
  const [, slope = NaN] = a;
  const bent = a.map((v, n) => (n < 2 ? 0 : v));
  const straight = a.map((_, n) => (n === 1 ? 1 : 0));
  return a.reduce<Series>(
    (found) => scaled(plus(straight, scaled(of(bent, found), -1)), 1 / slope),
    scaled(straight, 1 / slope),
  );
}

/** Of the sine, round an angle (radians). */
export function sine(angle: number, length: number): Series {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const turns = [sin, cos, -sin, -cos];
  let factorial = 1;
  return Array.from({ length }, (_, n) => {
    factorial *= Math.max(1, n);
    return (turns[n % 4] as number) / factorial;
  });
}
