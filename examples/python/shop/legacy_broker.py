import json
from typing import Any

from aws_cdk import Duration, SecretValue, Stack
from aws_cdk import aws_amazonmq as amazonmq
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_secretsmanager as secretsmanager
from cdk_lambda_event_sources import MqBroker, MqEventSource, PollerNetwork
from constructs import Construct

from shop.shop_function import ShopFunction


class LegacyBroker(Stack):
    """Orders of the tills in the branches, which speak AMQP: a RabbitMQ broker. The tills declare the queue themselves."""

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        username = "shop"
        credentials = secretsmanager.Secret(
            self,
            "Credentials",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"username": username}, separators=(",", ":")),
                generate_string_key="password",
                exclude_punctuation=True,
            ),
        )
        network = ec2.SecurityGroup(
            self, "Network", vpc=vpc, description="The broker of the tills and what reads it"
        )
        broker = amazonmq.CfnBroker(
            self,
            "Broker",
            broker_name="tills",
            engine_type="RABBITMQ",
            engine_version="3.13",
            auto_minor_version_upgrade=True,
            deployment_mode="SINGLE_INSTANCE",
            host_instance_type="mq.m7g.medium",
            publicly_accessible=False,
            subnet_ids=vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnet_ids[:1],
            security_groups=[network.security_group_id],
            logs=amazonmq.CfnBroker.LogListProperty(general=True),
            users=[
                amazonmq.CfnBroker.UserProperty(
                    username=username,
                    password=SecretValue.secrets_manager(
                        credentials.secret_arn, json_field="password"
                    ).unsafe_unwrap(),
                )
            ],
        )

        take = ShopFunction(self, "Take", file="take-till-orders", timeout=Duration.minutes(1))
        till_orders = MqEventSource(
            MqBroker.rabbit_mq(broker),
            queue="till-orders",
            credentials=credentials,
            batch_size=50,
            max_batching_window=Duration.seconds(1),
            filters=[{"data": {"training": [False]}}],
        )
        take.add_event_source(till_orders)
        PollerNetwork.of(vpc).connect(till_orders, network)
