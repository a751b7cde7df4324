// The part of jStat that the hub uses; the library itself is CommonJS and comes without types.
declare module 'jstat' {
  const jStat: {
    /** `inv(p, alpha, beta)`: the value below which the share `p` of a Beta distribution lies. */
    readonly beta: { inv(p: number, alpha: number, beta: number): number };
  };
  export = jStat;
}
