// The rules in English, as in rules-zh.ts.
import type { KnownRule, RuleWords } from './rules-zh.ts';

export const rulesEn: Record<KnownRule, RuleWords> = {
  'fence-exit-without-release': {
    name: 'Left a fence without release',
    says: [
      '{asset}, carried by {carrier}, left {fenceEn} through {lane} without release',
      '{asset}, carried by {carrier}, left {fenceEn} without release',
      '{asset} left {fenceEn} through {lane} without release',
      '{asset} left {fenceEn} without release',
    ],
    because: 'To leave this fence takes a release in force at that time; there was none.',
  },
  'gate-out-without-release': {
    name: 'Out of the gate without release',
    says: [
      '{asset}, carried by {carrier}, went out through {lane} without release',
      '{asset} went out through {lane} without release',
      '{asset} went out of the gate without release',
    ],
    because: 'To leave by a gate takes a release in force at that time; none came within the grace.',
  },
  'restricted-entry': {
    name: 'Entered a restricted area',
    says: [
      '{asset}, carried by {carrier}, entered restricted area {fenceEn}',
      '{asset} entered restricted area {fenceEn}',
    ],
    because: 'Only who is allowed may be inside this fence.',
  },
  'restricted-sighting': {
    name: 'Seen in a restricted area',
    says: [
      'Restricted area {fenceEn}: {what} {plate} ({device})',
      'Restricted area {fenceEn}: {what} ({device})',
      'A camera sees somebody in restricted area {fenceEn}',
    ],
    because: 'No person, and no vehicle that is not allowed, may be inside; a camera must be as sure as the limit.',
  },
  'box-without-tag': {
    name: 'Box without tag',
    says: ['{camera} saw {asset} at {lane}, and no tag of it was read', '{asset} was seen, and no tag of it was read'],
    because:
      'The tag of a box in front of a lane’s camera is read by the lane’s antenna; it sees, and has told of all that time.',
  },
  'corridor-deviation': {
    name: 'Left its corridor',
    says: [
      '{asset} left {fenceEn} on {kind} {movement}',
      '{asset} left corridor {fenceEn}',
      '{asset} left corridor {corridor}',
    ],
    because: 'A controlled movement must keep to its corridor.',
  },
  'dwell-over-limit': {
    name: 'Stayed too long',
    says: ['{asset} has stayed too long in {fenceEn}'],
    because: 'This fence limits how long this kind of asset may stay.',
  },
  'seal-opened-outside': {
    name: 'Seal opened outside inspection',
    says: [
      'Seal {seal} on {carrier} opened in {fenceEn}, not an inspection area',
      'Seal {seal} on {carrier} opened outside an inspection area',
      'Seal {seal} opened outside an inspection area',
    ],
    because: 'Seals may be opened in inspection areas only.',
  },
  'seal-tampered': {
    name: 'Seal tampered with',
    says: [
      'Seal {seal} on {carrier}: {sign}',
      'Seal {seal}: {sign}',
      'Seal {seal}: {signs}',
      'Seal {seal} tampered with',
    ],
    because: 'The seal told of opening, cutting or force.',
  },
  'agent-silent': {
    name: 'Agent silent',
    says: ['Blind here: agent {agent} is silent'],
    because: 'An agent must be heard regularly; unheard beyond the grace, its place is blind.',
  },
  'device-silent': {
    name: 'Device blind',
    says: [
      'Blind here: {device} is {state}, and {segmentEn} has no other sensor',
      'Blind here: {device} is {state}',
      'Blind here: {device} does not see',
    ],
    because: 'A device should see; that it does not is an alert of its own.',
  },
  'segment-blind': {
    name: 'Perimeter segment blind',
    says: ['BLIND: no sensor watches {segmentEn}', 'BLIND: no sensor watches segment {segment}'],
    because: 'Each segment of the perimeter needs a sensor that sees; without one there is no fence.',
  },
  'clock-jumped': {
    name: 'Agent’s clock jumped',
    says: [
      'The clock of agent {agent} jumped from {was} to {clock} against the hub’s',
      'The clock of agent {agent} is {clock} against the hub’s',
      'The clock of agent {agent} is wrong',
    ],
    because:
      'An agent’s clock should keep the hub’s time; its events are corrected by how far it is off, but a clock that jumps was set by somebody.',
  },
  'events-unjudged': {
    name: 'Events not judged',
    says: [
      'Events of {device} came too late to be judged',
      'Events of {agent} came too late to be judged',
      'Events came too late to be judged',
    ],
    because: 'Events that came too late are kept, but no rule has judged them: that time was as good as unwatched.',
  },
  'events-lost': {
    name: 'Events lost',
    says: ['{agent} lost {count} {class} events', '{agent} lost events', 'An agent lost events'],
    because:
      'The agent’s spool was full or too old, or its disk took nothing: what had not come yet is lost, and that time was not watched.',
  },
  'sequence-gap': {
    name: 'Gap in the sequence',
    says: [
      '{class} events {sequences} of {agent} are missing, and were not declared lost',
      'Events of {agent} are missing, and were not declared lost',
    ],
    because: 'Each class is numbered without a gap; this one was neither filled within a minute nor declared.',
  },
  'epoch-changed': {
    name: 'Another spool',
    says: [
      '{agent} speaks from another spool: what the old one held is lost, or two use one name',
      'An agent speaks from another spool',
    ],
    because: 'An agent that starts again goes on with its spool; what another one still held nobody knows.',
  },
  'impossible-motion': {
    name: 'Impossible motion',
    says: [
      '{asset} was reported at a place that it could only have reached at {kmh}: not believed',
      '{asset} was reported at a place that it cannot have reached: not believed',
    ],
    because: 'Nothing moves faster than its kind can; such a fix is not believed until three in a row belong together.',
  },
};
