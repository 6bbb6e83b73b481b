package io.seatline.local;

import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What a handler is made with in place of AWS: ordinary SDK clients, which only have another endpoint.
 *
 * @param clock the cloud's clock
 * @param dynamoDb the tables
 * @param sqs the queues
 * @param eventBridge the event buses
 */
public record LocalClients(
        InstantSource clock, DynamoDbClient dynamoDb, SqsClient sqs, EventBridgeClient eventBridge) {}
