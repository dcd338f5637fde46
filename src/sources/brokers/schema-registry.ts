import { Fn, Token } from 'aws-cdk-lib';
import type * as glue from 'aws-cdk-lib/aws-glue';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { GET_REGISTRY, GET_SCHEMA } from '../../aws/permissions';
import { expectProps, LIST, members, required, TEXT, Wanted, WantedProps } from '../../cdk/given';
import { SECRET } from '../../cdk/wanted';
import { RequiredAccess } from '../../grants/required-permissions';
import { readSecret } from '../../grants/secrets';
import { grantFor } from '../private/event-source-mapping';

const REGISTRY: Wanted = { what: 'a CfnRegistry', repair: 'Pass one, or set schemaRegistryArn.', fits: members('attrArn', 'name') };

const AUTHENTICATION_TYPE: Wanted = {
  what: 'a lambda.KafkaSchemaRegistryAccessConfigType', repair: 'Use one of its constants, such as BASIC_AUTH.', fits: members('type'),
};

const RECORD_FORMAT: Wanted = { what: 'a lambda.EventRecordFormat', repair: 'Use EventRecordFormat.JSON or SOURCE.', fits: members('value') };

const WANTED_PROPS: WantedProps = { eventRecordFormat: RECORD_FORMAT, schemaValidationConfigs: LIST };

/** An AWS Glue schema registry, and what Lambda does with it. */
export interface GlueSchemaRegistryProps extends lambda.SchemaRegistryProps {
  /**
   * The registry. It wins over `schemaRegistryArn`.
   *
   * @default - `schemaRegistryArn` names it
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly schemaRegistry?: glue.CfnRegistry;

  /**
   * The ARN of the registry.
   *
   * @default - `schemaRegistry` names it
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly schemaRegistryArn?: string;
}

/**
 * Has Lambda validate and decode the records of Apache Kafka by an AWS Glue schema registry. Needs provisioned mode.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
 */
export class GlueSchemaRegistry implements lambda.ISchemaRegistry {
  /** @param props the registry, the format that the function gets, and what to validate */
  public constructor(private readonly props: GlueSchemaRegistryProps) {
    expectProps('GlueSchemaRegistry', props, { ...WANTED_PROPS, schemaRegistry: REGISTRY, schemaRegistryArn: TEXT });
  }

  /**
   * Gives the function the permissions to read the registry, and returns its configuration for the mapping.
   *
   * @throws if neither a registry nor the ARN of one is given
   */
  public bind(target: lambda.IEventSourceMapping, targetHandler: lambda.IFunction): lambda.KafkaSchemaRegistryConfig {
    const { eventRecordFormat, schemaValidationConfigs } = this.props;
    grantFor(target, targetHandler, this._access());
    return { schemaRegistryUri: this.registry.arn, eventRecordFormat, schemaValidationConfigs };
  }

  /** @internal */
  public _access(): RequiredAccess {
    const { arn, name } = this.registry;
    const schemas = Fn.sub('arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/${registryName}/*', { registryName: name });
    return {
      permissions: [
        { permission: GET_REGISTRY, resourceArns: [arn] },
        { permission: GET_SCHEMA, resourceArns: [arn, schemas] },
      ],
    };
  }

  private get registry(): { readonly arn: string; readonly name: string } {
    const { schemaRegistry, schemaRegistryArn } = this.props;
    const arn = schemaRegistryArn || undefined;
    if (schemaRegistry) { return { arn: schemaRegistry.attrArn, name: schemaRegistry.name }; }
    const name = arn?.split(':registry/')[1] ?? (Token.isUnresolved(arn) ? Fn.select(1, Fn.split(':registry/', arn!)) : undefined);
    if (arn === undefined || name === undefined) {
      throw new Error(`GlueSchemaRegistry has ${arn === undefined ? 'no registry' : `the schemaRegistryArn "${arn}", which is not the ARN of a registry`}. `
        + 'Set schemaRegistry, or schemaRegistryArn to arn:aws:glue:<Region>:<account>:registry/<name>.');
    }
    return { arn, name };
  }
}

/** A Confluent schema registry, and what Lambda does with it. */
export interface ConfluentSchemaRegistryProps extends lambda.SchemaRegistryProps {
  /**
   * The https address of the registry.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly schemaRegistryUri: string;

  /**
   * How Lambda logs in to the registry: `BASIC_AUTH` or `CLIENT_CERTIFICATE_TLS_AUTH`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly authenticationType: lambda.KafkaSchemaRegistryAccessConfigType;

  /**
   * The credentials for it: a JSON object with `username` and `password`, or with `certificate` and `privateKey` (PEM) for a
   * client certificate.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly secret: secretsmanager.ISecret;

  /**
   * The root certificate of the registry (`certificate`, PEM), where a private authority has issued its own.
   *
   * @default - the registry has a certificate of a public authority
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly rootCaCertificate?: secretsmanager.ISecret;
}

/**
 * Has Lambda validate and decode the records of Apache Kafka by a Confluent schema registry. Needs provisioned mode.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
 */
export class ConfluentSchemaRegistry implements lambda.ISchemaRegistry {
  /** @param props the registry, its credentials, the format that the function gets, and what to validate */
  public constructor(private readonly props: ConfluentSchemaRegistryProps) {
    expectProps('ConfluentSchemaRegistry', props, {
      ...WANTED_PROPS, authenticationType: required(AUTHENTICATION_TYPE), secret: required(SECRET), rootCaCertificate: SECRET,
    });
  }

  /** Gives the function what it needs to read the credentials of the registry, and answers how the mapping names it. */
  public bind(target: lambda.IEventSourceMapping, targetHandler: lambda.IFunction): lambda.KafkaSchemaRegistryConfig {
    const { schemaRegistryUri, authenticationType, secret, rootCaCertificate, eventRecordFormat, schemaValidationConfigs } = this.props;
    grantFor(target, targetHandler, this._access());
    const { SERVER_ROOT_CA_CERTIFICATE } = lambda.KafkaSchemaRegistryAccessConfigType;
    return {
      schemaRegistryUri,
      eventRecordFormat,
      accessConfigs: [
        { type: authenticationType, uri: secret.secretArn },
        ...rootCaCertificate ? [{ type: SERVER_ROOT_CA_CERTIFICATE, uri: rootCaCertificate.secretArn }] : [],
      ],
      schemaValidationConfigs,
    };
  }

  /** @internal */
  public _access(): RequiredAccess {
    const { secret, rootCaCertificate } = this.props;
    return { permissions: [secret, ...rootCaCertificate ? [rootCaCertificate] : []].flatMap(readSecret) };
  }
}
