import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly [key: string]: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly DependsOn?: string | string[];
}

/** IAM's limits in characters, white space not counted, and how many managed policies a role takes by default. */
export const INLINE_LIMIT = 10_240;
export const MANAGED_LIMIT = 6_144;
export const MANAGED_COUNT = 10;

/** The policies of roles in a stack's template, read as IAM reads them. */
export class Policies {
  public static in(stack: Stack): Policies {
    return new Policies(Template.fromStack(stack).toJSON().Resources);
  }

  /** The properties of all resources of a type, policies of resources for one. */
  public static resourcesIn(stack: Stack, type: string): Record<string, any>[] {
    return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties);
  }

  private constructor(private readonly resources: Record<string, Resource>) {}

  public ids(type: 'AWS::IAM::Policy' | 'AWS::IAM::ManagedPolicy'): string[] {
    return Object.keys(this.resources).filter(id => this.resources[id].Type === type);
  }

  /** The statements of all policies, or of one. */
  public statements(id?: string): Statement[] {
    const ids = id ? [id] : [...this.ids('AWS::IAM::Policy'), ...this.ids('AWS::IAM::ManagedPolicy')];
    return ids.flatMap(policy => this.resources[policy].Properties!.PolicyDocument.Statement);
  }

  /** Everything that an action is allowed on, as often as it is. */
  public resourcesOf(action: string): unknown[] {
    return this.statements().filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource: on }) => on);
  }

  /** The size of a policy document once CloudFormation has put real ARNs into it. */
  public sizeOf(id: string): number {
    return JSON.stringify(this.resources[id].Properties!.PolicyDocument, (_, value) => asDeployed(value)).replace(/\s/g, '').length;
  }

  /** What must exist before a resource, by references and `DependsOn`, over any number of steps. */
  public requiredBy(logicalId: string): Set<string> {
    const required = new Set<string>();
    const visit = (id: string) => {
      for (const next of this.referencesOf(id)) {
        if (!required.has(next)) {
          required.add(next);
          visit(next);
        }
      }
    };
    visit(logicalId);
    return required;
  }

  private referencesOf(id: string): string[] {
    const { DependsOn: waits, ...resource } = this.resources[id];
    const found = [waits ?? []].flat();
    JSON.stringify(resource, (key, value) => {
      if (key === 'Ref') { found.push(value); }
      if (key === 'Fn::GetAtt') { found.push([value].flat()[0].split('.')[0]); }
      if (key === 'Fn::Sub') { throw new Error('Fn::Sub is not followed'); }
      return value;
    });
    return found.filter(name => name in this.resources);
  }
}

/** A queue name as CloudFormation makes it: stack name, logical id and 12 characters, 80 at the most. */
function asDeployed(value: any): unknown {
  if (typeof value !== 'object' || value === null) { return value; }
  const attribute = value['Fn::GetAtt'];
  if (attribute) { return `arn:aws:sqs:ap-southeast-1:111122223333:${`production-order-processing-${attribute[0]}`.slice(0, 67)}-AAAABBBBCCCC`; }
  if (value['Fn::ImportValue']) { return asDeployed({ 'Fn::GetAtt': [String(value['Fn::ImportValue'])] }); }
  if (value.Ref === 'AWS::Partition') { return 'aws'; }
  if (value.Ref === 'AWS::Region') { return 'ap-southeast-1'; }
  if (value.Ref === 'AWS::AccountId') { return '111122223333'; }
  if (value['Fn::Join']) { return value['Fn::Join'][1].map(asDeployed).join(value['Fn::Join'][0]); }
  return value;
}
