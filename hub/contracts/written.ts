// What people write: words that can be read, and that are what they look like.
import { Type } from 'typebox';

/**
 * Not among them: control characters but for tab and line ends, which a terminal obeys; what turns the direction of reading
 * (CVE-2021-42574), so that a text looks like another; what has no width and no ink; halves of characters.
 */
const unread =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u200b\\u200e\\u200f\\u2028-\\u202e' +
  '\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\ud800-\\udfff';
/** Joiners and variants only change what stands beside them. */
const alone = '\\s\\u200c\\u200d\\ufe00-\\ufe0f';

/** As regular expressions with `u` have it, which is how JSON Schema asks for them to be read. */
const readable = `^[^${unread}]*[^${unread}${alone}][^${unread}]*$`;
/** A name is on one line. */
const oneLine = readable.replaceAll(unread, `\\t\\n\\r${unread}`);

export const Written = Type.String({ minLength: 1, maxLength: 1000, pattern: readable });
export const WrittenOrNothing = Type.String({ maxLength: 1000, pattern: `^$|${readable}` });
export const WrittenName = Type.String({ minLength: 1, maxLength: 64, pattern: oneLine });
export const WrittenReason = Type.String({ minLength: 3, maxLength: 500, pattern: readable });
