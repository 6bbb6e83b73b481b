package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.Change;
import io.seatline.dynamodb.random.Ast.Condition;
import io.seatline.dynamodb.random.Ast.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.*;

/**
 * An operation: the request for the engine, and the trees of its expressions for the model. {@code fault} is the error
 * that a deliberate mistake in the request must cause; the model does not look for the mistake.
 */
sealed interface Operation {

    private static String faultText(Optional<String> fault) {
        return fault.map(error -> " (wrong on purpose: " + error + ")").orElse("");
    }

    /** A put, update, deletion or check, alone or in a transaction. */
    record Action(
            TransactWriteItem request, List<Change> changes, Optional<Condition> condition, Optional<String> fault) {
        @Override
        public String toString() {
            return request + faultText(fault);
        }
    }

    /** A read of one item, alone or in a transaction. */
    record Read(Get request, Optional<List<Path>> projection, Optional<String> fault) {
        @Override
        public String toString() {
            return request + faultText(fault);
        }
    }

    /** A write of one item. */
    record Write(Action action, ReturnValue returned, ReturnConsumedCapacity capacity) implements Operation {}

    record GetItem(Read read, boolean consistent, ReturnConsumedCapacity capacity) implements Operation {}

    /** A query, read page by page to its end. */
    record Query(
            QueryRequest request,
            Condition key,
            Optional<Condition> filter,
            Optional<List<Path>> projection,
            Optional<String> fault)
            implements Operation {
        @Override
        public String toString() {
            return request + faultText(fault);
        }
    }

    /** A scan, read page by page to its end, one segment after the other. */
    record Scan(
            ScanRequest request, Optional<Condition> filter, Optional<List<Path>> projection, Optional<String> fault)
            implements Operation {
        @Override
        public String toString() {
            return request + faultText(fault);
        }
    }

    record BatchGet(BatchGetItemRequest request, Map<String, List<Path>> projection, Optional<String> fault)
            implements Operation {}

    record BatchWrite(BatchWriteItemRequest request, Optional<String> fault) implements Operation {}

    record TransactGet(List<Read> reads, ReturnConsumedCapacity capacity) implements Operation {}

    /** A transaction. {@code token} may be null and is unique only within its program. */
    record TransactWrite(List<Action> actions, String token, ReturnConsumedCapacity capacity) implements Operation {}
}
