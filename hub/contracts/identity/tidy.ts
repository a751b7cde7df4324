// Text as people and cameras write it, made plain: one width, one case, no separators. Judges nothing.

// Spaces, the dots between the parts of a plate (· • ‧ ∙ ⋅ ・), full stops, hyphens and dashes of any length.
const separators = /[\s.·•‧∙⋅・\-‐-―−]+/gu;

/**
 * NFKC (full width → half width), ASCII letters to upper case, separators out. Only ASCII changes case: `ß` must not
 * become `SS` and pass for an owner code.
 */
export const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(separators, '')
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());
