// Whether the three ways made the same app: otherwise their times say nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/**
 * Compares the assemblies of the three ways.
 *
 * The mappings are the same in all; by hand and ours so is everything else. aws-cdk-lib grants more, and in other statements.
 *
 * @param folders the assemblies of raw, theirs and ours
 * @returns the actions that aws-cdk-lib grants and ours does not
 */
export function checkEquivalence({ raw, theirs, ours }) {
  const [byHand, other, own] = [raw, theirs, ours].map(read);
  demand(own.mappings.length > 0, 'the app has no mapping');
  demand(isDeepStrictEqual(byHand.mappings, own.mappings), 'the mappings made by hand are not those of ours');
  demand(isDeepStrictEqual(other.mappings, own.mappings), 'the mappings of aws-cdk-lib are not those of ours');
  demand(isDeepStrictEqual(byHand.policies, own.policies), 'the policies made by hand are not those of ours');
  demand(isDeepStrictEqual(byHand.rest, own.rest), 'what else is made by hand is not that of ours');
  const granted = new Set(other.grants);
  const missing = own.grants.find(grant => !granted.has(grant));
  demand(missing === undefined, `aws-cdk-lib does not grant ${missing}`);
  const actions = new Set(own.grants.map(actionOf));
  return [...new Set(other.grants.map(actionOf))].filter(action => !actions.has(action)).sort();
}

function demand(holds, otherwise) {
  if (!holds) { throw new Error(`Not the same app: ${otherwise}.`); }
}

function read(folder) {
  const templates = readdirSync(folder).filter(file => file.endsWith('.template.json')).sort().map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const mappings = [];
  const policies = [];
  const rest = [];
  for (const template of templates) {
    for (const [id, { Type, Properties, DependsOn }] of Object.entries(template.Resources ?? {})) {
      if (Type === 'AWS::Lambda::EventSourceMapping') {
        // Its logical id is that of an L2 or of an L1.
        mappings.push(JSON.stringify({ Properties: sorted(Properties), DependsOn }));
      } else if (POLICIES.includes(Type)) {
        policies.push({ id, Type, Properties });
      } else if (Type !== 'AWS::CDK::Metadata') {
        rest.push({ id, Type, Properties, DependsOn });
      }
    }
  }
  const grants = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap(action => [Resource].flat().map(resource => `${action} on ${JSON.stringify(resource)}`))));
  return { mappings: mappings.sort(), policies, rest, grants };
}

function actionOf(grant) {
  return grant.slice(0, grant.indexOf(' '));
}

function sorted(value) {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}
