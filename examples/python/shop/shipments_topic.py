from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_msk as msk
from cdk_lambda_event_sources import KafkaCluster, KafkaDlq, KafkaEventSource, PollerNetwork
from constructs import Construct

from shop.shop_function import ShopFunction


class ShipmentsTopic(Stack):
    """Shipments of the carriers, in order per parcel: a topic on MSK Serverless, where Lambda logs in by IAM.

    The carriers make the topics.
    """

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        brokers = ec2.SecurityGroup(
            self, "Brokers", vpc=vpc, description="Brokers of the shipments and what reads them"
        )
        cluster = msk.CfnServerlessCluster(
            self,
            "Cluster",
            cluster_name="shipments",
            client_authentication=msk.CfnServerlessCluster.ClientAuthenticationProperty(
                sasl=msk.CfnServerlessCluster.SaslProperty(iam=msk.CfnServerlessCluster.IamProperty(enabled=True)),
            ),
            vpc_configs=[
                msk.CfnServerlessCluster.VpcConfigProperty(
                    subnet_ids=vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnet_ids,
                    security_groups=[brokers.security_group_id],
                )
            ],
        )

        ship = ShopFunction(self, "Ship", file="follow-shipments", timeout=Duration.seconds(30))
        shipments = KafkaEventSource(
            KafkaCluster.msk_serverless(cluster),
            topic="shipments",
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            consumer_group_id="shop-shipments",
            batch_size=200,
            max_batching_window=Duration.seconds(1),
            provisioned_poller_config=lambda_.ProvisionedPollerConfig(minimum_pollers=1, maximum_pollers=4),
            report_batch_item_failures=True,
            retry_attempts=3,
            on_failure=KafkaDlq("shipments-failed"),
        )
        ship.add_event_source(shipments)
        # In provisioned mode this is a rule of the security group only: Lambda invokes the function past the VPC.
        PollerNetwork.of(vpc).connect(shipments, brokers)
