// The @context of JSON-LD in layers: the nearest meaning counts, and no size of it costs more than its own length.
import { expect } from 'chai';
import { expanded } from '../../../hub/contracts/epcis/context.ts';
import { documentOf, type Fields, faultsOf, objectEvent, readOne } from './an-epcis.ts';

const fieldsOf = (event: Fields): string[] => faultsOf(documentOf([event])).map(({ field }) => field);
const prefixes = (count: number): Fields[] => Array.from({ length: count }, (_, i) => ({ [`p${i}`]: 'u:' }));

describe('A context of EPCIS', () => {
  it('has the nearest meaning of a prefix, and of every other the one further out', () => {
    const field = { '@context': [{ ex: 'https://other.example/' }, { own: 'https://own.example/' }], 'ex:a': 1 };
    expect(fieldsOf(objectEvent({ 'ex:field': { ...field, 'own:b': { 'ex:c': 1, 'own:d': 1 } } }))).to.deep.equal([]);
    expect(fieldsOf(objectEvent({ 'ex:field': field, 'own:b': 1 }))).to.deep.equal(['own:b']);
    const { context } = readOne(objectEvent({ '@context': { ex: 'https://other.example/' } }));
    expect(expanded('ex:a', context)).to.equal('https://other.example/a');
    expect(expanded('gs1:b', context)).to.equal('https://ref.gs1.org/voc/b');
  });

  it('of an event is refused over 16 KiB, as that of a document is', () => {
    const [fault] = faultsOf(documentOf([objectEvent({ '@context': prefixes(2000) })]));
    expect(fault?.detail).to.equal('event 1: @context is over 16 KiB');
    expect(fieldsOf(objectEvent({ '@context': prefixes(1000) }))).to.deep.equal([]);
  });

  it('is read in no time: the work does not grow with the square of its entries, nor with its layers', () => {
    const begun = process.cpuUsage();
    expect(fieldsOf(objectEvent({ '@context': prefixes(60_000) }))).to.deep.equal(['@context']);
    const events = Array.from({ length: 50 }, () => objectEvent({ '@context': prefixes(1000) }));
    expect(faultsOf(documentOf(events))).to.deep.equal([]);
    let deep: Fields = {};
    for (let i = 0; i < 50; i += 1) deep = { '@context': prefixes(1000), 'p999:in': deep };
    expect(fieldsOf(objectEvent({ '@context': prefixes(1000), 'p1:in': deep }))).to.deep.equal([]);
    const wide = Array.from({ length: 20_000 }, () => ({ '@context': { a: 'b:' }, 'a:1': 1 }));
    expect(fieldsOf(objectEvent({ '@context': prefixes(1000), 'p1:in': wide }))).to.deep.equal([]);
    // A fifth of it on a quiet machine; the square of its entries would take minutes.
    expect(process.cpuUsage(begun).user / 1000).to.be.lessThan(5000);
  });
});
