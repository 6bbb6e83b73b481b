package io.seatline.adapter.dynamodb.catalog;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;

import io.seatline.domain.waitlist.SalesChange;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Writes a manager's decision about a show's sales to the show's status, where the public functions read it. */
public final class CatalogSales {
    private CatalogSales() {}

    /** Stores the decision and leaves the count of the seats as it is. */
    public static TransactWriteItem update(String table, SalesChange change) {
        return TransactWriteItem.builder()
                .update(u -> u.tableName(table)
                        .key(Map.of(
                                CatalogTable.PK, text(CatalogTable.show(change.show())),
                                CatalogTable.SK, text(CatalogTable.AVAILABILITY)))
                        .updateExpression(CatalogTable.STORE_SALES)
                        .expressionAttributeNames(Map.of("#ttl", CatalogTable.TTL))
                        .expressionAttributeValues(Map.of(
                                ":sales", text(change.control().name()),
                                ":ttl", number(change.keptUntil().getEpochSecond()))))
                .build();
    }
}
