package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.Change;
import io.seatline.dynamodb.random.Ast.Condition;
import io.seatline.dynamodb.random.Ast.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.*;

/**
 * One operation: its request, which the engine gets, and the trees of its expressions, which the model evaluates.
 * {@code fault} is the error that something wrong in the request, which the model does not look at, must lead to.
 */
sealed interface Operation {

    private static String told(Optional<String> fault) {
        return fault.map(error -> " (wrong on purpose: " + error + ")").orElse("");
    }

    /** A put, update, deletion or check, alone or in a transaction. */
    record Action(
            TransactWriteItem request, List<Change> changes, Optional<Condition> condition, Optional<String> fault) {
        @Override
        public String toString() {
            return request + told(fault);
        }
    }

    /** A read of one item, alone or in a transaction. */
    record Read(Get request, Optional<List<Path>> shown, Optional<String> fault) {
        @Override
        public String toString() {
            return request + told(fault);
        }
    }

    /** A write of one item. */
    record Write(Action action, ReturnValue returned, ReturnConsumedCapacity capacity) implements Operation {}

    record GetItem(Read read, boolean consistent, ReturnConsumedCapacity capacity) implements Operation {}

    /** A query that is read to its end, page by page. */
    record Query(
            QueryRequest request,
            Condition key,
            Optional<Condition> filter,
            Optional<List<Path>> shown,
            Optional<String> fault)
            implements Operation {
        @Override
        public String toString() {
            return request + told(fault);
        }
    }

    /** A scan that is read to its end, page by page, each segment for itself. */
    record Scan(ScanRequest request, Optional<Condition> filter, Optional<List<Path>> shown, Optional<String> fault)
            implements Operation {
        @Override
        public String toString() {
            return request + told(fault);
        }
    }

    record BatchGet(BatchGetItemRequest request, Map<String, List<Path>> shown, Optional<String> fault)
            implements Operation {}

    record BatchWrite(BatchWriteItemRequest request, Optional<String> fault) implements Operation {}

    record TransactGet(List<Read> reads, ReturnConsumedCapacity capacity) implements Operation {}

    /** A transaction; {@code token} is null for none, and unique only within its program. */
    record TransactWrite(List<Action> actions, String token, ReturnConsumedCapacity capacity) implements Operation {}
}
