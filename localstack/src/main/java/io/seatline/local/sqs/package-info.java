/** SQS: ElasticMQ on the cloud's clock. */
package io.seatline.local.sqs;
