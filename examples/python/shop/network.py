from typing import Any

from aws_cdk import Fn, Stack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct


class Network(Stack):
    """Where cluster, broker and database are.

    From its private subnets Lambda reaches itself, STS and Secrets Manager through NAT.
    """

    vpc: ec2.Vpc

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            nat_gateways=1,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="Public", subnet_type=ec2.SubnetType.PUBLIC, map_public_ip_on_launch=False
                ),
                ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
            ],
        )

    @property
    def availability_zones(self) -> list[str]:
        """The first two of the Region, whichever they are: to look them up at synth takes an account."""
        return [Fn.select(index, Fn.get_azs()) for index in (0, 1)]
