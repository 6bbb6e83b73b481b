package io.seatline.adapter.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.testing.RecordingSqs;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;

class SqsRedeliveryTest {
    private final RecordingSqs sqs = new RecordingSqs();
    private final List<ChangeMessageVisibilityRequest> changes = sqs.visibilityChanges();
    private final SqsRedelivery redelivery = new SqsRedelivery(sqs.client(), "show-queue");

    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "3,8", "4,16", "5,32", "6,64", "7,128"})
    void failed_message_is_redelivered_after_a_doubling_pause(int deliveries, int seconds) {
        redelivery.soon("receipt", deliveries);

        assertEquals(1, changes.size());
        assertEquals("show-queue", changes.getFirst().queueUrl());
        assertEquals("receipt", changes.getFirst().receiptHandle());
        assertEquals(seconds, changes.getFirst().visibilityTimeout());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 31, 32, 33, 1_000_000})
    void eighth_delivery_and_later_keep_the_queues_timeout(int deliveries) {
        redelivery.soon("receipt", deliveries);

        assertEquals(List.of(), changes);
    }

    @Test
    void pauses_add_up_to_four_minutes() {
        IntStream.rangeClosed(1, 10).forEach(deliveries -> redelivery.soon("receipt", deliveries));

        assertEquals(
                Duration.ofSeconds(254),
                Duration.ofSeconds(changes.stream()
                        .mapToInt(ChangeMessageVisibilityRequest::visibilityTimeout)
                        .sum()));
    }
}
