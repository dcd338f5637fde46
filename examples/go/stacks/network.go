package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// Network is where cluster, broker and database are: in subnets without any way out, which NAT would be at a price. What Lambda needs in
// there to read them, PollerNetwork adds, in the stacks that do.
type Network struct {
	awscdk.Stack
	Vpc awsec2.Vpc
}

// NewNetwork makes the network.
func NewNetwork(scope constructs.Construct, id string, props awscdk.StackProps) *Network {
	network := &Network{}
	awscdk.NewStack_Override(network, scope, &id, &props)
	network.Vpc = awsec2.NewVpc(network, jsii.String("Vpc"), &awsec2.VpcProps{
		SubnetConfiguration: &[]*awsec2.SubnetConfiguration{
			{Name: jsii.String("Private"), SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED},
		},
	})
	return network
}

// AvailabilityZones are the first two of the Region, whichever they are: to look them up at synth takes an account.
func (n *Network) AvailabilityZones() *[]*string {
	zone := func(index float64) *string { return awscdk.Fn_Select(jsii.Number(index), awscdk.Fn_GetAzs(nil)) }
	return &[]*string{zone(0), zone(1)}
}

// InNetworkProps is what the stacks have in common that read inside of the network.
type InNetworkProps struct {
	awscdk.StackProps
	Vpc awsec2.IVpc
}

func isolatedSubnets() *awsec2.SubnetSelection {
	return &awsec2.SubnetSelection{SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED}
}

func securityGroup(stack awscdk.Stack, id string, vpc awsec2.IVpc, description string) awsec2.SecurityGroup {
	return awsec2.NewSecurityGroup(stack, &id, &awsec2.SecurityGroupProps{Vpc: vpc, Description: &description})
}
