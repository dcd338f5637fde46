"""Creates the stacks of the example app on an emulated AWS API and compares the event source mappings with the templates.

Usage: deploy.py <cdk.out> <not-kept.json>

Exit status: 0 every mapping is as its template asks for, 1 not, or a stack failed.
"""
import json
import sys

import boto3
from botocore.config import Config

from assembly import Assembly
from emulator import CREDENTIALS, Emulator
from for_moto import adapt

REGION = 'eu-west-1'
MAPPING = 'AWS::Lambda::EventSourceMapping'

# moto has no API for what a network is needed for, or refuses such a source ("Unsupported event source type"), and custom resources it never ends.
LEFT_OUT = {
    'Network': 'only the stacks below use it',
    'Shipments': 'Amazon MSK',
    'Tills': 'Amazon MQ',
    'Catalogue': 'Amazon DocumentDB',
    'PhotoUploads': 'Amazon S3, no mapping',
    'OrderNews': 'Amazon SNS, no mapping',
    'DayEnd': 'asynchronous, no mapping',
}

# CloudFormation's spelling of a property, where that of the Lambda API differs.
API_NAMES = {'KmsKeyArn': 'KMSKeyArn'}


def main(folder, not_kept_file):
    assembly = Assembly(folder)
    stacks = assembly.stacks()
    unknown = LEFT_OUT.keys() - stacks.keys()
    if unknown:
        raise SystemExit(f'not in the app, so there is nothing to leave out: {", ".join(sorted(unknown))}')
    with open(not_kept_file, encoding='utf-8') as file:
        not_kept = json.load(file)
    with Emulator() as emulator:
        aws = Aws(emulator.url)
        upload(aws, assembly)
        rows, problems, made, asked_for = [], [], set(), set()
        left_out = [f'{name} ({why})' for name, why in LEFT_OUT.items()]
        for name, template in stacks.items():
            if name in LEFT_OUT:
                continue
            asked_for |= {resource['Type'] for resource in template['Resources'].values()}
            left_out += adapt(name, template)
            resources = deploy(aws, name, template)
            made |= {resource['ResourceType'] for resource in resources.values()}
            for logical_id, resource in template['Resources'].items():
                if resource['Type'] == MAPPING:
                    asked = Values(aws, resources).resolve(resource['Properties'])
                    rows.append(compare(aws, name, asked, resources[logical_id], problems))
    lost = {name for row in rows for name in row['not kept']}
    kept = {name for row in rows for name in row['kept']}
    problems += differences('property', lost, kept, not_kept['properties'])
    problems += differences('type of resource', asked_for - made, made, not_kept['resourceTypes'])
    return report(rows, problems, asked_for - made, left_out)


class Aws:
    """Clients of the emulated API."""

    def __init__(self, url):
        self.url = url
        self.session = boto3.Session(CREDENTIALS['AWS_ACCESS_KEY_ID'], CREDENTIALS['AWS_SECRET_ACCESS_KEY'], region_name=REGION)
        self.account = self.client('sts').get_caller_identity()['Account']

    def client(self, service):
        return self.session.client(service, endpoint_url=self.url, config=Config(proxies={}, retries={'total_max_attempts': 1}))


def upload(aws, assembly):
    """Does what `cdk bootstrap` and the publishing of assets do."""
    s3 = aws.client('s3')
    assets = list(assembly.file_assets())
    for bucket in {bucket for bucket, _, _ in assets}:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={'LocationConstraint': REGION})
    for bucket, key, content in assets:
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    aws.client('ssm').put_parameter(Name='/cdk-bootstrap/hnb659fds/version', Value='30', Type='String', Overwrite=True)


def deploy(aws, name, template):
    """Creates a stack and returns the physical ids of its resources."""
    cloudformation = aws.client('cloudformation')
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template), Capabilities=['CAPABILITY_IAM'])
    stack = cloudformation.describe_stacks(StackName=name)['Stacks'][0]
    if stack['StackStatus'] != 'CREATE_COMPLETE':
        raise RuntimeError(f'{name}: {stack["StackStatus"]} {stack.get("StackStatusReason", "")}')
    described = cloudformation.describe_stack_resources(StackName=name)['StackResources']
    # moto says of a resource that it does not make nothing but its stack.
    return {resource['LogicalResourceId']: resource for resource in described if 'LogicalResourceId' in resource}


class Values:
    """What the intrinsic functions of a mapping are worth, asked of the services themselves."""

    def __init__(self, aws, resources):
        self.aws = aws
        self.resources = resources

    def resolve(self, value):
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (function, argument), = value.items()
            if function == 'Ref':
                return self.reference(argument)
            if function == 'Fn::GetAtt':
                return self.arn_of(*argument)
            if function == 'Fn::ImportValue':
                return self.imported(argument)
            if function == 'Fn::Select':
                return self.resolve(argument[1])[int(argument[0])]
            if function == 'Fn::Split':
                return self.resolve(argument[1]).split(argument[0])
            if function == 'Fn::Join':
                return argument[0].join(self.resolve(argument[1]))
            if function.startswith('Fn::'):
                raise NotImplementedError(function)
        return {key: self.resolve(item) for key, item in value.items()}

    def reference(self, name):
        pseudo = {'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::AccountId': self.aws.account}
        return pseudo[name] if name in pseudo else self.resources[name]['PhysicalResourceId']

    def imported(self, name):
        exports = self.aws.client('cloudformation').list_exports()['Exports']
        return next(export['Value'] for export in exports if export['Name'] == name)

    def arn_of(self, logical_id, attribute):
        resource = self.resources[logical_id]
        physical_id = resource['PhysicalResourceId']
        match resource['ResourceType'], attribute:
            case 'AWS::SQS::Queue', 'Arn':
                attributes = self.aws.client('sqs').get_queue_attributes(QueueUrl=physical_id, AttributeNames=['QueueArn'])
                return attributes['Attributes']['QueueArn']
            case 'AWS::Kinesis::Stream', 'Arn':
                return self.aws.client('kinesis').describe_stream_summary(StreamName=physical_id)['StreamDescriptionSummary']['StreamARN']
            case 'AWS::DynamoDB::Table', 'StreamArn':
                return self.aws.client('dynamodb').describe_table(TableName=physical_id)['Table']['LatestStreamArn']
            case 'AWS::S3::Bucket', 'Arn':
                return f'arn:aws:s3:::{physical_id}'
            case 'AWS::SNS::Topic', 'TopicArn':
                return physical_id
            case kind:
                raise NotImplementedError(f'the attribute {kind}')


def compare(aws, stack, asked, resource, problems):
    found = aws.client('lambda').get_event_source_mapping(UUID=resource['PhysicalResourceId'])
    row = {'stack': stack, 'source': asked['EventSourceArn'], 'kept': [], 'not kept': []}
    for name, value in asked.items():
        place = f'{stack} {name}'
        api_name = API_NAMES.get(name, name)
        if name == 'FunctionName':
            api_name, value = 'FunctionArn', arn_of_function(aws, value)
        if name == 'Enabled':
            api_name, value = 'State', 'Enabled' if value else 'Disabled'
        if name == 'Tags':
            value = {tag['Key']: tag['Value'] for tag in value}
        if api_name not in found:
            row['not kept'].append(name)
            continue
        row['kept'].append(name)
        if found[api_name] != value:
            problems.append(f'{place}: asked for {json.dumps(value)}, found {json.dumps(found[api_name], default=str)}')
    return row


def arn_of_function(aws, name):
    """Name, partial ARN and ARN mean the same to Lambda, with and without a qualifier."""
    name, _, qualifier = name.partition(':') if not name.startswith('arn:') else (name, '', '')
    if name.startswith('arn:'):
        return name
    arn = aws.client('lambda').get_function_configuration(FunctionName=name)['FunctionArn']
    return f'{arn}:{qualifier}' if qualifier else arn


def differences(what, lost, kept, listed):
    """What of the list of what moto does not keep is not as reviewed."""
    for name in sorted(lost - set(listed)):
        yield f'{name}: a {what} that moto does not keep, and it is not in the list'
    for name in sorted(set(listed) & kept):
        yield f'{name}: a {what} in the list of what moto does not keep, but it is kept: take it off'
    for name in sorted(set(listed) - kept - lost):
        yield f'{name}: a {what} in the list of what moto does not keep, but the app has none: take it off'


def report(rows, problems, not_made, left_out):
    print_table([{
        'STACK': row['stack'],
        'SOURCE': row['source'].removeprefix('arn:aws:').split(':')[0],
        'NOT KEPT BY MOTO': ', '.join(row['not kept']) or '-',
        'AS ASKED FOR': ', '.join(row['kept']),
    } for row in rows])
    compared = sum(len(row['kept']) for row in rows)
    print(f'\n{len(rows)} mappings read back, {compared} fields compared, {sum(len(row["not kept"]) for row in rows)} not kept by moto.')
    print(f'Resources that moto does not make: {", ".join(sorted(not_made)) or "none"}.')
    print(f'Left out: {", ".join(left_out)}.')
    for problem in problems:
        print(f'WRONG {problem}')
    return 1 if problems or not rows else 0


def print_table(rows):
    widths = {column: max(len(column), *(len(row[column]) for row in rows)) for column in rows[0]} if rows else {}
    for row in [{column: column for column in widths}, *rows]:
        print('  '.join(cell.ljust(widths[column]) for column, cell in row.items()).rstrip())


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
