// What the bench uses of which-polygon, which has no types of its own.
declare module 'which-polygon' {
  interface Feature {
    readonly type: 'Feature';
    readonly properties: { readonly number: number };
    readonly geometry: { readonly type: 'Polygon'; readonly coordinates: number[][][] };
  }
  type Query = (spot: readonly [number, number], multi: true) => { readonly number: number }[] | null;
  function whichPolygon(collection: {
    readonly type: 'FeatureCollection';
    readonly features: readonly Feature[];
  }): Query;
  export = whichPolygon;
}
