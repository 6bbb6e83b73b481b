/** The engines behind the AWS clients: DynamoDB Local, ElasticMQ and a small event bus, all in this process. */
package io.seatline.local.engine;
