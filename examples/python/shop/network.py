from typing import Any

from aws_cdk import Fn, Stack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct


class Network(Stack):
    """Where cluster, broker and database are: in subnets without any way out, which NAT would be at a price.

    What Lambda needs in there to read them, `PollerNetwork` adds, in the stacks that do.
    """

    vpc: ec2.Vpc

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            subnet_configuration=[
                ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            ],
        )

    @property
    def availability_zones(self) -> list[str]:
        """The first two of the Region, whichever they are: to look them up at synth takes an account."""
        return [Fn.select(index, Fn.get_azs()) for index in (0, 1)]
