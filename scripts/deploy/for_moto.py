"""Changes templates where moto cannot deploy what CloudFormation can. The mappings stay as they are, but for what they refer to."""


def adapt(stack, template):
    """Changes a template and returns the paths of the mappings that had to be left out."""
    resources = template['Resources']
    # Its mappings accept no consumer of a stream as an event source.
    consumers = [id for id, resource in resources.items() if resource['Type'] == 'AWS::Kinesis::StreamConsumer']
    left_out = [resources.pop(id) for id in with_dependents(consumers, resources)]
    for logical_id, resource in resources.items():
        properties = resource.get('Properties', {})
        match resource['Type']:
            case 'AWS::SQS::Queue' if properties.get('FifoQueue'):
                # CloudFormation makes a name that ends as that of a FIFO queue must.
                properties.setdefault('QueueName', f'{stack}-{logical_id}.fifo')
            case 'AWS::DynamoDB::GlobalTable':
                resources[logical_id] = {**resource, 'Type': 'AWS::DynamoDB::Table', 'Properties': table_of(properties)}
            case 'AWS::Lambda::EventSourceMapping':
                # It makes no aliases: the mapping gets the function behind.
                for name in references(properties['FunctionName']):
                    if resources[name]['Type'] == 'AWS::Lambda::Alias':
                        properties['FunctionName'] = resources[name]['Properties']['FunctionName']
    return [f"{resource['Metadata']['aws:cdk:path']} (a consumer of a stream)" for resource in left_out
            if resource['Type'] == 'AWS::Lambda::EventSourceMapping']


def table_of(properties):
    """The table of a global table with one replica."""
    assert len(properties['Replicas']) == 1, 'moto has no global tables with several replicas'
    return {name: properties[name] for name in ('AttributeDefinitions', 'KeySchema', 'BillingMode', 'StreamSpecification')}


def with_dependents(logical_ids, resources):
    """Resources, and all that refer to them."""
    found = set(logical_ids)
    while True:
        more = {id for id, resource in resources.items() if id not in found and found & set(references(resource))}
        if not more:
            return found
        found |= more


def references(value):
    """The logical ids that a value refers to, in whatever way."""
    if isinstance(value, list):
        return [name for item in value for name in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value['Ref']] if isinstance(value.get('Ref'), str) else []
    own += value['Fn::GetAtt'][:1] if 'Fn::GetAtt' in value else []
    depends = value.get('DependsOn', [])
    own += [depends] if isinstance(depends, str) else depends
    return own + [name for item in value.values() for name in references(item)]

