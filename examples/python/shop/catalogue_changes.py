from typing import Any

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_docdb as docdb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from cdk_lambda_event_sources import DocumentDbEventSource, FullDocument, PollerNetwork
from constructs import Construct

from shop.shop_function import ShopFunction


class CatalogueChanges(Stack):
    """The catalogue that buyers edit.

    What they change is published: the change stream of a collection, enabled in the database.
    """

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        network = ec2.SecurityGroup(self, "Network", vpc=vpc, description="The catalogue and what reads it")
        cluster = docdb.DatabaseCluster(
            self,
            "Cluster",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_group=network,
            instance_type=ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
            engine_version="5.0.0",
            master_user=docdb.Login(username="shop"),
            storage_encrypted=True,
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
            parameter_group=docdb.ClusterParameterGroup(
                self,
                "Parameters",
                family="docdb5.0",
                parameters={"change_stream_log_retention_duration": str(Duration.days(3).to_seconds())},
            ),
        )

        publish = ShopFunction(self, "Publish", file="publish-catalogue", timeout=Duration.seconds(30))
        changes = DocumentDbEventSource(
            cluster,
            database_name="shop",
            collection_name="articles",
            full_document=FullDocument.UPDATE_LOOKUP,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=20,
            max_batching_window=Duration.seconds(1),
        )
        publish.add_event_source(changes)
        PollerNetwork.of(vpc).connect(changes, cluster)
