from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import AsyncInvokeOptions, InvokeDestination, S3EventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class PhotoUploads(Stack):
    """Photos of articles that partners upload: each is registered as soon as it is there."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        photos = s3.Bucket(
            self,
            "Photos",
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        )
        failed = sqs.Queue(self, "FailedPhotos", enforce_ssl=True, retention_period=Duration.days(14))

        register = ShopFunction(self, "Register", file="register-photos", timeout=Duration.seconds(10))
        register.add_event_source(
            S3EventSource(
                photos,
                events=[s3.EventType.OBJECT_CREATED],
                filters=[s3.NotificationKeyFilter(prefix="uploads/", suffix=".jpg")],
                async_invoke=AsyncInvokeOptions(on_failure=InvokeDestination.queue(failed)),
            )
        )
