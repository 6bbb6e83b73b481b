package io.seatline.testing;

import static io.seatline.testing.SdkRequests.built;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** An SQS client that records its requests, unless SQS is set to be unreachable. */
public final class RecordingSqs {
    private final List<SendMessageRequest> sent = new ArrayList<>();
    private final List<ChangeMessageVisibilityRequest> visibilityChanges = new ArrayList<>();
    private final SqsClient client = (SqsClient) Proxy.newProxyInstance(
            SqsClient.class.getClassLoader(),
            new Class<?>[] {SqsClient.class},
            (_, method, arguments) -> answer(method.getName(), arguments[0]));
    private boolean failing;

    /** The recording client. */
    public SqsClient client() {
        return client;
    }

    /** Sent messages, in order; a test may clear the list. */
    public List<SendMessageRequest> sent() {
        return sent;
    }

    /** Changed visibility timeouts, in order; a test may clear the list. */
    public List<ChangeMessageVisibilityRequest> visibilityChanges() {
        return visibilityChanges;
    }

    /** Makes SQS unreachable from now on. */
    public void fail() {
        failing = true;
    }

    /** Makes SQS reachable again. */
    public void recover() {
        failing = false;
    }

    private Object answer(String method, Object request) {
        if (failing) {
            throw new IllegalStateException("SQS is unreachable");
        }
        return switch (method) {
            case "sendMessage" -> {
                sent.add(built(SendMessageRequest.builder(), request).build());
                yield SendMessageResponse.builder().build();
            }
            case "sendMessageBatch" -> {
                sent.addAll(
                        each(built(SendMessageBatchRequest.builder(), request).build()));
                yield SendMessageBatchResponse.builder().build();
            }
            case "changeMessageVisibility" -> {
                visibilityChanges.add(
                        built(ChangeMessageVisibilityRequest.builder(), request).build());
                yield ChangeMessageVisibilityResponse.builder().build();
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    /** The messages of a batch as single requests. */
    private static List<SendMessageRequest> each(SendMessageBatchRequest batch) {
        return batch.entries().stream()
                .map(entry -> SendMessageRequest.builder()
                        .queueUrl(batch.queueUrl())
                        .messageGroupId(entry.messageGroupId())
                        .messageDeduplicationId(entry.messageDeduplicationId())
                        .messageBody(entry.messageBody())
                        .build())
                .toList();
    }
}
