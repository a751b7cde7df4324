// The Core Business Vocabulary: the bare words EPCIS 2.0 knows for each field, and the web URIs they stand for.

/** CBV 2.0 chapter 7, and the measurement types and alerts of the GS1 web vocabulary that EPCIS 2.0 refers to. */
export type Vocabulary =
  | 'step'
  | 'disposition'
  | 'transaction'
  | 'party'
  | 'reason'
  | 'measure'
  | 'component'
  | 'alert';

interface Words {
  readonly called: string;
  readonly stem: string;
  /** The stem of the URN that CBV 1 had for it, still allowed (CBV 2.0 §7.1). */
  readonly urn?: string;
  readonly words: ReadonlySet<string>;
}

const cbv = 'https://ref.gs1.org/cbv/';
const gs1 = 'https://ref.gs1.org/voc/';
const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** `notifying` and `subject_to_regulation` came after 2.0, for the deforestation regulation, and are in use. */
const steps = setOf(`
  accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
  decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
  killing loading notifying other packing picking receiving removing repackaging repairing replacing reserving
  retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
  unloading unpacking void_shipping`);

const dispositions = setOf(`
  active available completeness_inferred completeness_verified conformant container_closed container_open damaged
  destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
  mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
  reserved retail_sold returned sellable_accessible sellable_not_accessible stolen subject_to_regulation unavailable
  unknown`);

/**
 * Properties that are measured, of the GS1 web vocabulary; `Activity` became `Radioactivity`, and `Molar_concentration`
 * stands in published examples.
 */
const measures = setOf(`
  AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Activity Altitude AmountOfSubstance
  AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance
  Conductivity Count Density Dimensionless DimensionlessConcentration DoseEquivalent DoseEquivalentRate
  DynamicViscosity EffectiveDose EffectiveDoseRate ElectricCharge ElectricCurrent ElectricCurrentDensity
  ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length
  LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
  MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarConcentration MolarEnergy
  MolarMass MolarThermodynamicEnergy MolarVolume Molar_concentration Power Pressure RadiantFlux RadiantIntensity
  Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension
  Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber`);

const transactions = setOf('bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt');
const components = setOf(`
  x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude
  altitude`);

const old = 'urn:epcglobal:cbv:';
const vocabularies: Readonly<Record<Vocabulary, Words>> = {
  step: { called: 'CBV step', stem: `${cbv}BizStep-`, urn: `${old}bizstep:`, words: steps },
  disposition: { called: 'CBV disposition', stem: `${cbv}Disp-`, urn: `${old}disp:`, words: dispositions },
  transaction: { called: 'CBV transaction type', stem: `${cbv}BTT-`, urn: `${old}btt:`, words: transactions },
  party: {
    called: 'CBV source or destination type',
    stem: `${cbv}SDT-`,
    urn: `${old}sdt:`,
    words: setOf('owning_party possessing_party location'),
  },
  reason: {
    called: 'CBV error reason',
    stem: `${cbv}ER-`,
    urn: `${old}er:`,
    words: setOf('did_not_occur incorrect_data'),
  },
  measure: { called: 'measurement type', stem: gs1, words: measures },
  component: { called: 'CBV component', stem: `${cbv}Comp-`, words: components },
  alert: { called: 'sensor alert', stem: gs1, words: setOf('ALARM_CONDITION ERROR_CONDITION') },
};

export const calledOf = (vocabulary: Vocabulary): string => vocabularies[vocabulary].called;

export const isWord = (vocabulary: Vocabulary, text: string): boolean => vocabularies[vocabulary].words.has(text);

const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^cbv:|^https:\/\/ns\.gs1\.org\/cbv\//, cbv],
  [/^gs1:|^https:\/\/(?:www\.)?gs1\.org\/voc\//, gs1],
];

/** One form for what may be written as a bare word, a CURIE, a web URI or a URN of CBV 1; other URIs stay as they are. */
export function wordUri(vocabulary: Vocabulary, text: string): string {
  const { stem, urn, words } = vocabularies[vocabulary];
  if (words.has(text)) return stem + text;
  if (urn !== undefined && text.startsWith(urn)) return stem + text.slice(urn.length);
  for (const [prefix, whole] of prefixes) if (prefix.test(text)) return text.replace(prefix, whole);
  return text;
}

/** The bare word again, or undefined for what is none of the vocabulary. */
export function bareWord(vocabulary: Vocabulary, text: string): string | undefined {
  const { stem, words } = vocabularies[vocabulary];
  const uri = wordUri(vocabulary, text);
  const word = uri.startsWith(stem) ? uri.slice(stem.length) : '';
  return words.has(word) ? word : undefined;
}
