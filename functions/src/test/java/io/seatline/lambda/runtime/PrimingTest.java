package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.lambda.Deployment;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.testing.TestTables;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Work that functions do before their snapshot is taken. */
class PrimingTest {
    private final TestTables db = TestTables.start();
    private final Deployment deployment = new Deployment(db);

    @AfterEach
    void close() {
        deployment.close();
        db.close();
    }

    @Test
    void priming_reads_only_and_sends_nothing() {
        deployment.database.take(DynamoDbRequest.class);
        snapshot(deployment.wiring.priming(Read.values()));

        List<DynamoDbRequest> requests = deployment.database.take(DynamoDbRequest.class);
        assertTrue(requests.size() >= Read.values().length, requests::toString);
        for (DynamoDbRequest request : requests) {
            assertTrue(request instanceof GetItemRequest || request instanceof QueryRequest, request::toString);
        }
        assertEquals(List.of(), deployment.sent);
    }

    @Test
    void failing_step_stops_neither_other_steps_nor_publishing() {
        List<String> done = new ArrayList<>();
        Priming priming = new Priming(List.of(
                () -> done.add("first"),
                () -> {
                    throw new IllegalStateException("the table is unreachable");
                },
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                () -> done.add("last")));

        assertDoesNotThrow(() -> snapshot(priming));
        assertEquals(List.of("first", "last"), done);
    }

    @Test
    void waiting_without_a_snapshot_does_nothing() {
        List<String> done = new ArrayList<>();
        assertDoesNotThrow(() -> new Priming(List.of(() -> done.add("primed"))).register());
        assertEquals(List.of(), done);
    }

    private static void snapshot(Priming priming) {
        priming.beforeCheckpoint(Core.getGlobalContext());
        priming.afterRestore(Core.getGlobalContext());
    }
}
