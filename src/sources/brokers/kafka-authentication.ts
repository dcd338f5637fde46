import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { IAM_LOGIN, KafkaLogin, NO_LOGIN, LoginEntry, secretLogin } from './private/kafka-login';
import { ASK_FOR_TOKEN } from '../../aws/permissions';
import { expectGiven, TEXT } from '../../cdk/given';
import { SECRET } from '../../cdk/wanted';
import { iamLogin } from '../../grants/kafka';

/**
 * How Lambda logs in to a provisioned Amazon MSK cluster. The cluster must have it enabled.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
 */
export class MskAuthentication {
  /** With the execution role of the function, which is given access to cluster, topic and consumer group. */
  public static iam(): MskAuthentication {
    return new MskAuthentication(IAM_LOGIN);
  }

  /**
   * With a user name and a password: SASL/SCRAM with SHA-512.
   *
   * @param secret a JSON object with `username` and `password`; its name begins with `AmazonMSK_`, it has a customer managed
   * key and it is associated with the cluster
   */
  public static saslScram512(secret: secretsmanager.ISecret): MskAuthentication {
    return new MskAuthentication(secretLogin('SASL_SCRAM_512_AUTH', expectGiven('MskAuthentication.saslScram512', 'secret', secret, SECRET)));
  }

  /**
   * With a client certificate: mutual TLS.
   *
   * @param secret a JSON object with `certificate` (the chain, PEM), `privateKey` (PKCS #8, PEM) and, where the key is
   * encrypted, `privateKeyPassword`
   */
  public static mutualTls(secret: secretsmanager.ISecret): MskAuthentication {
    return new MskAuthentication(secretLogin('CLIENT_CERTIFICATE_TLS_AUTH', expectGiven('MskAuthentication.mutualTls', 'secret', secret, SECRET)));
  }

  /** Not at all: for clusters that allow unauthenticated access. */
  public static unauthenticated(): MskAuthentication {
    return new MskAuthentication(NO_LOGIN);
  }

  // Private, so that TypeScript takes no other class for this one.
  private constructor(private readonly login: KafkaLogin) {}

  /** @internal */
  public get _login(): KafkaLogin {
    return this.login;
  }
}

/** The parts of OAUTHBEARER beside the credentials. Which are needed is up to the provider of the cluster. */
export interface OauthBearerOptions {
  /**
   * The scope of the token, written out.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly scope?: string;

  /**
   * The audience of the token, written out.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly audience?: string;

  /**
   * The logical cluster that the token is for, written out.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly logicalCluster?: string;

  /**
   * The identity pool that the token is mapped to, written out.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly identityPool?: string;
}

/**
 * How Lambda logs in to Apache Kafka that AWS does not manage.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
 */
export class SelfManagedKafkaAuthentication {
  /**
   * With a user name and a password: SASL/PLAIN.
   *
   * @param secret a JSON object with `username` and `password`
   */
  public static saslPlain(secret: secretsmanager.ISecret): SelfManagedKafkaAuthentication {
    return new SelfManagedKafkaAuthentication(secretLogin('BASIC_AUTH', expectGiven('SelfManagedKafkaAuthentication.saslPlain', 'secret', secret, SECRET)));
  }

  /**
   * With a user name and a password: SASL/SCRAM with SHA-256.
   *
   * @param secret a JSON object with `username` and `password`
   */
  public static saslScram256(secret: secretsmanager.ISecret): SelfManagedKafkaAuthentication {
    return new SelfManagedKafkaAuthentication(secretLogin('SASL_SCRAM_256_AUTH', expectGiven('SelfManagedKafkaAuthentication.saslScram256', 'secret', secret, SECRET)));
  }

  /**
   * With a user name and a password: SASL/SCRAM with SHA-512.
   *
   * @param secret a JSON object with `username` and `password`
   */
  public static saslScram512(secret: secretsmanager.ISecret): SelfManagedKafkaAuthentication {
    return new SelfManagedKafkaAuthentication(secretLogin('SASL_SCRAM_512_AUTH', expectGiven('SelfManagedKafkaAuthentication.saslScram512', 'secret', secret, SECRET)));
  }

  /**
   * With a client certificate: mutual TLS.
   *
   * @param secret a JSON object with `certificate` (the chain, PEM), `privateKey` (PKCS #8, PEM) and, where the key is
   * encrypted, `privateKeyPassword`
   */
  public static mutualTls(secret: secretsmanager.ISecret): SelfManagedKafkaAuthentication {
    return new SelfManagedKafkaAuthentication(secretLogin('CLIENT_CERTIFICATE_TLS_AUTH', expectGiven('SelfManagedKafkaAuthentication.mutualTls', 'secret', secret, SECRET)));
  }

  /**
   * With a token of an OAuth 2.0 provider: OAUTHBEARER. New in 2026: CloudFormation may not take it yet.
   *
   * @param secret the credentials for the provider
   * @param options further parameters of the provider
   */
  public static oauthBearer(secret: secretsmanager.ISecret, options: OauthBearerOptions = {}): SelfManagedKafkaAuthentication {
    const { scope, audience, logicalCluster, identityPool } = options;
    const parts: LoginEntry[] = [
      { type: 'OAUTHBEARER_SCOPE', uri: scope },
      { type: 'OAUTHBEARER_AUDIENCE', uri: audience },
      { type: 'OAUTHBEARER_LOGICAL_CLUSTER', uri: logicalCluster },
      { type: 'OAUTHBEARER_IDENTITY_POOL', uri: identityPool },
    ];
    return new SelfManagedKafkaAuthentication(secretLogin('OAUTHBEARER_AUTH', expectGiven('SelfManagedKafkaAuthentication.oauthBearer', 'secret', secret, SECRET), ...parts.filter(({ uri }) => uri !== undefined)));
  }

  /**
   * With the execution role of the function. New in 2026: CloudFormation may not take it yet.
   *
   * @param clusterArn the ARN of the Amazon MSK cluster that asks IAM
   */
  public static iam(clusterArn: string): SelfManagedKafkaAuthentication {
    expectGiven('SelfManagedKafkaAuthentication.iam', 'clusterArn', clusterArn, TEXT);
    return new SelfManagedKafkaAuthentication({ entries: [{ type: 'IAM_AUTH' }], secrets: [], permissions: reader => iamLogin(clusterArn, reader) });
  }

  /**
   * With a token that AWS STS signs for the execution role. New in 2026: CloudFormation may not take it yet.
   *
   * @param audience the audience of the token, written out
   */
  public static iamOauthBearer(audience: string): SelfManagedKafkaAuthentication {
    return new SelfManagedKafkaAuthentication({
      entries: [{ type: 'IAM_OAUTHBEARER_AUTH' }, { type: 'OAUTHBEARER_AUDIENCE', uri: audience }],
      secrets: [],
      permissions: () => [{ permission: ASK_FOR_TOKEN, resourceArns: ['*'] }],
    });
  }

  // Private, so that TypeScript takes no other class for this one.
  private constructor(private readonly login: KafkaLogin) {}

  /** @internal */
  public get _login(): KafkaLogin {
    return this.login;
  }
}
