package io.seatline.adapter.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;

class SqsRedeliveryTest {
    private final List<ChangeMessageVisibilityRequest> asked = new ArrayList<>();
    private final SqsRedelivery redelivery = new SqsRedelivery(client(), "mailbox");

    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "3,8", "4,16", "5,32", "6,64", "7,128"})
    void a_failed_message_comes_again_after_a_pause_that_doubles(int deliveries, int seconds) {
        redelivery.soon("receipt", deliveries);

        assertEquals(1, asked.size());
        assertEquals("mailbox", asked.getFirst().queueUrl());
        assertEquals("receipt", asked.getFirst().receiptHandle());
        assertEquals(seconds, asked.getFirst().visibilityTimeout());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 31, 32, 33, 1_000_000})
    void after_seven_deliveries_the_queues_own_timeout_is_soon_enough(int deliveries) {
        redelivery.soon("receipt", deliveries);

        assertEquals(List.of(), asked);
    }

    @Test
    void a_passing_fault_is_tried_again_for_four_minutes() {
        IntStream.rangeClosed(1, 10).forEach(deliveries -> redelivery.soon("receipt", deliveries));

        assertEquals(
                Duration.ofSeconds(254),
                Duration.ofSeconds(asked.stream()
                        .mapToInt(ChangeMessageVisibilityRequest::visibilityTimeout)
                        .sum()));
    }

    private SqsClient client() {
        return (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("changeMessageVisibility")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked.add(built(arguments[0]));
                    return ChangeMessageVisibilityResponse.builder().build();
                });
    }

    @SuppressWarnings("unchecked")
    private static ChangeMessageVisibilityRequest built(Object consumer) {
        ChangeMessageVisibilityRequest.Builder builder = ChangeMessageVisibilityRequest.builder();
        ((Consumer<ChangeMessageVisibilityRequest.Builder>) consumer).accept(builder);
        return builder.build();
    }
}
