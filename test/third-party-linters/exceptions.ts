import type { Linter } from './ask';

/** A report that is expected, with the reason why what it is about stays as it is. */
export interface Exception {
  readonly linter: Linter;
  readonly rule: string;
  /** Template and logical id of each. One that is no longer reported fails the run. */
  readonly at: readonly string[];
  /** The page of AWS that says so. */
  readonly page: string;
  readonly reason: string;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const TEMPLATE_REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const CREATE_MAPPING = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html';

export const EXCEPTIONS: readonly Exception[] = [
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-sqs-minimum-pollers-min',
    at: [
      'Shipments ShipKafkaEventSourceShipmentsCluster5AAEF627shipments8B55752E',
      'msk-getatt-sam FulfilOrders',
      'msk-if FulfilOrders',
      'msk-serverless-join-cdk FulfilEventSourceShopOrders1A2B3C4D',
      'self-managed-kafka-if FulfilOrders',
    ],
    page: `${GUIDE}/msk-esm-parameters.html`,
    reason: 'The minimum of 2 is that of queues. For Apache Kafka it is 1, which is the default as well; the rule takes any source for a queue.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-sqs-maximum-pollers-min',
    at: ['function-and-mappings-switched-off Topic'],
    page: `${GUIDE}/msk-esm-parameters.html`,
    reason: 'The same of the maximum.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-pollers-max-ge-min',
    at: ['function-and-mappings-switched-off Topic'],
    page: `${GUIDE}/msk-esm-parameters.html`,
    reason: 'MinimumPollers is left out, and the default of Apache Kafka is 1; the rule takes that of queues, which is 2.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-bisect-batch-stream-only',
    at: ['msk-getatt-sam FulfilOrders'],
    page: `${GUIDE}/kafka-retry-configurations.html`,
    reason: 'Since November 2025 Apache Kafka has it too, in provisioned mode.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-batchsize-window',
    at: ['sqs-size-by-default FulfilOrders'],
    page: `${GUIDE}/services-sqs-configure.html`,
    reason: 'The size is the default of a parameter, which a deployment may override: a warning here, as the template may well be meant so.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-bisect-batch-stream-only',
    at: ['switches-by-parameter Mapping', 'switches-with-a-capital FifoMapping', 'written-switches-as-text Mapping'],
    page: CREATE_MAPPING,
    reason: 'Off is the default, and here the text "false" says so, or a parameter may; the rule asks only whether the property is there.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-function-response-types-mq-docdb',
    at: ['switches-by-parameter Mapping'],
    page: CREATE_MAPPING,
    reason: 'The list may be empty, and a parameter may say so; the rule asks only whether the property is there.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-sqs-redrive-policy',
    at: ['timeouts-that-go-together SQ'],
    page: `${TEMPLATE_REFERENCE}/intrinsic-function-reference-conditions.html`,
    reason: 'The value of a property may be an Fn::If, and both branches have what the rule misses; it does not look into them.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-sns-subscription-redrive',
    at: ['subscription-of-the-body Subscription'],
    page: `${TEMPLATE_REFERENCE}/aws-resource-sns-subscription.html`,
    reason: 'Region puts the subscription where its topic is, and the dead-letter queue is there too; the rule takes the region of the stack.',
  },
  {
    linter: 'cdk-preflight',
    rule: 'pf-lambda-esm-fifo-batching-window',
    at: ['two-kinds-of-a-queue-by-allowed-values Mapping'],
    page: `${TEMPLATE_REFERENCE}/parameters-section-structure.html`,
    reason: 'The window is there only where the queue is standard, which is decided by one parameter; the rule reads every branch for itself.',
  },
  {
    linter: 'cfn-lint',
    rule: 'E3705',
    at: ['two-kinds-of-a-queue-by-allowed-values Mapping'],
    page: `${TEMPLATE_REFERENCE}/parameters-section-structure.html`,
    reason: 'The larger batch is there only where the queue is standard; the rule puts it together with the FIFO queue.',
  },
  {
    linter: 'aws-cdk-lib',
    rule: 'E3502',
    at: ['switches-with-a-capital FifoQueue', 'two-kinds-of-a-queue-by-allowed-values Queue'],
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
    reason: 'Both queues are of one kind, by a switch with a capital or by one parameter; the linter takes one of them for the other kind.',
  },
  {
    linter: 'aws-cdk-lib',
    rule: 'F3002',
    at: ['included-properties Mapping'],
    page: `${TEMPLATE_REFERENCE}/transform-aws-include.html`,
    reason: 'AWS::Include may stand anywhere in a template but in parameters and the version; the linter takes Fn::Transform for a property.',
  },
  {
    linter: 'cdk-nag',
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    at: [
      'Orders FulfilSqsEventSourceOrdersC8818BAC25A93608',
      'Parcels TrackSqsEventSourceParcelsScans600370386731E43D',
      'PartnerOrders ImportSqsEventSourcePartnerInboxOrders20EB0D96E818F8A8',
      'Payments SettleLiveSqsEventSourcePayments9CCC98FB91610744',
    ],
    page: `${GUIDE}/services-sqs-parameters.html`,
    reason: 'Mappings of queues have no destination, and Lambda refuses one. What fails goes to the dead-letter queue of the queue.',
  },
  {
    linter: 'cdk-nag',
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    at: ['Tills TakeMqEventSourceTillsBroker626C9B3Ctillorders1BEE1055'],
    page: `${GUIDE}/services-mq-params.html`,
    reason: 'Mappings of Amazon MQ have no destination.',
  },
  {
    linter: 'cdk-nag',
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    at: ['Catalogue PublishDocumentDbEventSourceCatalogueCluster0BA0DE96shoparticles002E23A5'],
    page: `${GUIDE}/with-documentdb.html`,
    reason: 'Mappings of Amazon DocumentDB have no destination.',
  },
];
