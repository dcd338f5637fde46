import { Citation } from './rule';

const CHECKED_ON = '2026-11-21';

/** A page of the AWS Lambda Developer Guide. */
export function guide(page: string, recorded?: string): Citation {
  return { url: `https://docs.aws.amazon.com/lambda/latest/dg/${page}.html`, checkedOn: CHECKED_ON, recorded };
}

/** A page of the AWS Lambda API Reference. */
export function api(page: string, recorded?: string): Citation {
  return { url: `https://docs.aws.amazon.com/lambda/latest/api/${page}.html`, checkedOn: CHECKED_ON, recorded };
}

/** The page of a property in the CloudFormation Template Reference, which is made from the registry schema. */
export function cloudFormation(page: string, recorded?: string): Citation {
  return { url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`, checkedOn: CHECKED_ON, recorded };
}

/** A page of the Amazon SQS Developer Guide. */
export function sqsGuide(page: string): Citation {
  return { url: `https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/${page}.html`, checkedOn: CHECKED_ON };
}

/** A page of the Amazon S3 User Guide. */
export function s3Guide(page: string): Citation {
  return { url: `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`, checkedOn: CHECKED_ON };
}

/** A page of the Amazon SNS Developer Guide. */
export function snsGuide(page: string, recorded?: string): Citation {
  return { url: `https://docs.aws.amazon.com/sns/latest/dg/${page}.html`, checkedOn: CHECKED_ON, recorded };
}

export const MAPPING_PAGE = 'aws-resource-lambda-eventsourcemapping';

/** A page of the Amazon DynamoDB Developer Guide. */
export function dynamoDbGuide(page: string): Citation {
  return { url: `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html`, checkedOn: CHECKED_ON };
}
