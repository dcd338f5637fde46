import { CfnResource, Resource } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AsyncInvokeOptions } from './async-invoke-options';
import { ConfigWriter } from './private/config-writer';
import { asFunction, invokedBy } from './private/qualified-function';
import { expectProps, required, TEXT_OR_TOKEN } from '../cdk/given';
import { FUNCTION } from '../cdk/wanted';

/** As in `fn.configureAsyncInvoke()`. */
const SHARED_ID = 'EventInvokeConfig';

/** Of what function, and how its asynchronous invocations are treated. At least one setting must be given. */
export interface EventInvokeConfigProps extends AsyncInvokeOptions {
  /**
   * The function: a `lambda.Function`, version, alias, import or a `CfnFunction`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly function: lambda.IFunctionRef;

  /**
   * The version or alias that it is for, where `function` is not given as such.
   *
   * @default - that of `function`; `$LATEST`, invocations without any, for a function
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly qualifier?: string;
}

/**
 * How Lambda treats the asynchronous invocations of a function, version or alias, as `AWS::Lambda::EventInvokeConfig`.
 *
 * Amazon S3, Amazon SNS and Amazon EventBridge invoke functions asynchronously.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export class EventInvokeConfig extends Resource {
  /**
   * Adds to the configuration that the asynchronous event sources of a function share. It is made when the first asks for
   * it, where `fn.configureAsyncInvoke()` makes its own. Contradictions are reported at synthesis.
   *
   * @internal
   */
  public static _shared(target: lambda.IFunction, options: AsyncInvokeOptions, by: string): void {
    const existing = target.node.tryFindChild(SHARED_ID) as Construct | undefined;
    if (!existing) {
      const config = new EventInvokeConfig(target as unknown as Construct, SHARED_ID, { ...options, function: target });
      ConfigWriter.of(config)!.askedBy(by);
      return;
    }
    const writer = ConfigWriter.of(existing) ?? writerOf(existing, target);
    writer.add(options, by);
  }

  /**
   * @param scope the construct that it belongs to
   * @param id the id of the construct
   * @param props the function and its settings
   */
  public constructor(scope: Construct, id: string, props: EventInvokeConfigProps) {
    super(scope, id);
    expectProps('EventInvokeConfig', props, { function: required(FUNCTION), qualifier: TEXT_OR_TOKEN });
    const invoked = invokedBy(props.function, props.qualifier);
    const l1 = new lambda.CfnEventInvokeConfig(this, 'Resource', { functionName: invoked.functionName, qualifier: invoked.qualifier });
    const writer = new ConfigWriter(this, { l1, invokedArn: invoked.arn, target: () => asFunction(this, invoked.function) });
    if (invoked.contradiction) { writer.addFact('QualifierContradicts', invoked.contradiction); }
    writer.add(props, this.node.path);
  }
}

/** Of a configuration that `fn.configureAsyncInvoke()` made. */
function writerOf(existing: Construct, target: lambda.IFunction): ConfigWriter {
  const l1 = existing.node.defaultChild;
  if (!CfnResource.isCfnResource(l1) || l1.cfnResourceType !== lambda.CfnEventInvokeConfig.CFN_RESOURCE_TYPE_NAME) {
    throw new Error(`asyncInvoke needs the id ${SHARED_ID} below ${target.node.path}, but ${existing.node.path} is another construct. Give that another id.`);
  }
  const { arn, function: fn } = invokedBy(target, undefined);
  const writer = new ConfigWriter(existing, { l1: l1 as lambda.CfnEventInvokeConfig, invokedArn: arn, target: () => asFunction(existing, fn) });
  writer.askedBy(`${target.node.path}.configureAsyncInvoke()`);
  return writer;
}
