package io.seatline.local.startup.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The least that can be called a reservation on Lambda: one DynamoDB client, configured as Seatline's, and one transaction
 * of six conditional puts, as many as the reservation of three seats writes.
 */
public class BareHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int ITEMS = 6;

    private final String table = System.getenv("SEAT_CLAIMS_TABLE");
    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(1))
                    .socketTimeout(Duration.ofSeconds(2)))
            .overrideConfiguration(ClientOverrideConfiguration.builder()
                    .apiCallTimeout(Duration.ofSeconds(6))
                    .apiCallAttemptTimeout(Duration.ofSeconds(2))
                    .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(3)
                            .build())
                    .build())
            .build();

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        List<TransactWriteItem> items = IntStream.range(0, ITEMS)
                .mapToObj(number -> put(context.getAwsRequestId(), number))
                .toList();
        dynamoDb.transactWriteItems(request -> request.transactItems(items));
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(201);
        response.setHeaders(Map.of("content-type", "application/json"));
        response.setBody("{\"booking_id\":\"" + context.getAwsRequestId() + "\"}");
        return response;
    }

    private TransactWriteItem put(String id, int number) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(Map.of(
                                "show_id", AttributeValue.fromS(id),
                                "seat", AttributeValue.fromS("A" + number),
                                "state", AttributeValue.fromS("HELD"),
                                "held_until", AttributeValue.fromN("1795176000000")))
                        .conditionExpression("attribute_not_exists(seat)")
                        .build())
                .build();
    }
}
