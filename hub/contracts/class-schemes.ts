// The legal classes of enterprises, scheme by scheme (GACC orders), each class with the trust tier it anchors.

/** T1 is trusted most, T5 least. */
export const tiers = ['T1', 'T2', 'T3', 'T4', 'T5'] as const;
export type Tier = (typeof tiers)[number];

export interface LegalClass {
  readonly zh: string;
  readonly en: string;
  readonly tier: Tier;
}

export interface ClassScheme {
  /** The first day it was in force, in the port's time zone. */
  readonly from: string;
  readonly zh: string;
  readonly en: string;
  readonly classes: Readonly<Record<string, LegalClass>>;
}

/**
 * A class is given by the order of its day and stands until another one is: orders change, history does not. Orders 225
 * (2014) and 251 (2021) lie between these and are not mapped; the primary text of 282 was not at hand.
 */
export const classSchemes = {
  'order-197': {
    ...{ from: '2011-01-01', zh: '海关总署令第 197 号', en: 'GACC Order 197' },
    classes: {
      AA: { zh: 'AA 类', en: 'AA', tier: 'T1' },
      A: { zh: 'A 类', en: 'A', tier: 'T2' },
      B: { zh: 'B 类', en: 'B', tier: 'T3' },
      C: { zh: 'C 类', en: 'C', tier: 'T4' },
      D: { zh: 'D 类', en: 'D', tier: 'T5' },
    },
  },
  'order-237': {
    ...{ from: '2018-05-01', zh: '海关总署令第 237 号', en: 'GACC Order 237' },
    classes: {
      'advanced-certified': { zh: '高级认证', en: 'advanced certified', tier: 'T1' },
      'general-certified': { zh: '一般认证', en: 'generally certified', tier: 'T2' },
      'general-credit': { zh: '一般信用', en: 'general credit', tier: 'T3' },
      dishonest: { zh: '失信', en: 'dishonest', tier: 'T4' },
    },
  },
  'order-282': {
    ...{ from: '2026-04-01', zh: '海关总署令第 282 号', en: 'GACC Order 282' },
    classes: {
      'advanced-certified': { zh: '高级认证', en: 'advanced certified', tier: 'T1' },
      certified: { zh: '认证', en: 'certified', tier: 'T2' },
      regular: { zh: '常规', en: 'regular', tier: 'T3' },
      dishonest: { zh: '失信', en: 'dishonest', tier: 'T4' },
      'seriously-dishonest': { zh: '严重失信', en: 'seriously dishonest', tier: 'T5' },
    },
  },
} as const satisfies Record<string, ClassScheme>;
export type SchemeId = keyof typeof classSchemes;

export const schemeIds = Object.keys(classSchemes) as SchemeId[];

/** Undefined for a class that the scheme does not know. */
export function legalClass(scheme: SchemeId, name: string): LegalClass | undefined {
  const { classes }: ClassScheme = classSchemes[scheme];
  return Object.hasOwn(classes, name) ? classes[name] : undefined;
}
