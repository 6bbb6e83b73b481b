package io.seatline.local.app;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK clients that a handler is made with; only their endpoints differ from AWS.
 *
 * @param clock the cloud's clock
 * @param dynamoDb a client of the tables
 * @param meteredDynamoDb makes a client of the tables that reports what each call consumes
 * @param sqs a client of the queues
 * @param eventBridge a client of the event buses
 */
public record LocalClients(
        InstantSource clock,
        DynamoDbClient dynamoDb,
        Function<Consumer<ConsumedCapacity>, DynamoDbClient> meteredDynamoDb,
        SqsClient sqs,
        EventBridgeClient eventBridge) {

    /** The same with another client of the tables. */
    public LocalClients withDynamoDb(DynamoDbClient other) {
        return new LocalClients(clock, other, meteredDynamoDb, sqs, eventBridge);
    }
}
