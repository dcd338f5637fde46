import { readText } from './files';
import { attempt, InputError } from './input-error';
import { JsonObject, memberAt } from '../../values/json';
import { cut } from '../../values/text';
import { isObject } from '../../values/value';

const LONGEST_SHOWN = 80;

/** What the CDK writes about a construct, as far as it matters here. */
export interface ConstructMetadata {
  readonly logicalId?: string;
  /** The rules that it acknowledges. */
  readonly acknowledged: readonly string[];
  /** The stack trace of the call that made it, as aws-cdk-lib notes it from version 2.258 on. */
  readonly creationStack?: readonly string[];
}

/** What the CDK writes about constructs, by their path. */
export type Metadata = ReadonlyMap<string, ConstructMetadata>;

/** A stack, the assembly of a Stage, or something else that an app is made of. */
export interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly environment?: string;
  readonly metadata: Metadata;
  readonly additionalMetadataFile?: string;
  readonly properties: Fields;
  /** All of it. */
  readonly fields: Fields;
}

/**
 * The artifacts of an assembly.
 *
 * @see https://github.com/aws/aws-cdk-cli/blob/main/packages/@aws-cdk/cloud-assembly-schema/schema/cloud-assembly.schema.json
 * @param problems gets file and field of what that schema does not allow, which does not hide the other artifacts
 */
export function readArtifacts(file: string, problems: string[]): Artifact[] {
  const artifacts = readFields(file).fields('artifacts');
  return artifacts.names().flatMap(id => attempt(file, problems, () => {
    const artifact = artifacts.fields(id);
    return {
      id,
      type: artifact.text('type'),
      environment: artifact.optionalText('environment'),
      metadata: metadataIn(artifact.fields('metadata')),
      additionalMetadataFile: artifact.optionalText('additionalMetadataFile'),
      properties: artifact.fields('properties'),
      fields: artifact,
    };
  }) ?? []);
}

/** The metadata in a file of its own. */
export function readMetadata(file: string): Metadata {
  return metadataIn(readFields(file));
}

function metadataIn(constructs: Fields): Map<string, ConstructMetadata> {
  return new Map(constructs.names().map(constructPath => {
    const entries = constructs.items(constructPath).map(entry => ({ type: entry.text('type'), entry }));
    const ofType = (wanted: string) => entries.filter(({ type }) => type === wanted).map(({ entry }) => entry);
    return [constructPath, {
      logicalId: ofType('aws:cdk:logicalId')[0]?.text('data'),
      acknowledged: ofType('aws:cdk:acknowledged-rules').flatMap(entry => entry.fields('data').names()),
      creationStack: ofType('aws:cdk:creationStack')[0]?.optionalTexts('data'),
    }];
  }));
}

function readFields(file: string): Fields {
  const text = readText(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is no valid JSON: ${(error as Error).message}.`);
  }
  if (!isObject(parsed)) { throw new InputError(file, 'is no manifest of the CDK.'); }
  return new Fields(file, '', parsed);
}

/** An object in a file that the CDK writes, which somebody may have changed since. */
export class Fields {
  /**
   * @param file the file, for messages
   * @param place where in the file it stands, for messages
   */
  public constructor(private readonly file: string, private readonly place: string, private readonly object: JsonObject) {}

  public names(): string[] {
    return Object.keys(this.object);
  }

  public value(name: string): unknown {
    return memberAt(this.object, name);
  }

  public text(name: string): string {
    return this.optionalText(name) ?? this.refuse(name, 'a text');
  }

  public optionalText(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === 'string' ? value : this.refuse(name, 'a text');
  }

  public optionalTexts(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value === undefined) { return undefined; }
    return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : this.refuse(name, 'a list of texts');
  }

  /** The object of a name; an empty one if there is none. */
  public fields(name: string): Fields {
    const value = this.value(name) === undefined ? {} : this.value(name);
    return isObject(value) ? new Fields(this.file, this.placeOf(name), value) : this.refuse(name, 'an object');
  }

  /** The objects in the list of a name. */
  public items(name: string): Fields[] {
    const value = this.value(name);
    if (!Array.isArray(value)) { return this.refuse(name, 'a list'); }
    const list = new Fields(this.file, this.placeOf(name), Object.fromEntries(value.entries()));
    return value.map((_, i) => list.fields(`${i}`));
  }

  /** @throws InputError that names the field, what it is and what it must be */
  public refuse(name: string, wanted: string): never {
    const value = this.value(name);
    const shown = value === undefined ? 'absent' : cut(JSON.stringify(value), LONGEST_SHOWN);
    throw new InputError(this.file, `${this.placeOf(name)} is ${shown}, but it must be ${wanted}.`);
  }

  private placeOf(name: string): string {
    const own = /^\w+$/.test(name) ? name : `[${cut(JSON.stringify(name), LONGEST_SHOWN)}]`;
    return this.place === '' || own.startsWith('[') ? `${this.place}${own}` : `${this.place}.${own}`;
  }
}
