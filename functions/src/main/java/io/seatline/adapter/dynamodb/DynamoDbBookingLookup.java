package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.seatline.adapter.dynamodb.table.BookingItem;
import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.adapter.dynamodb.table.CaseItem;
import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.SupportCase;
import io.seatline.usecase.port.BookingLookup;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the table Bookings for staff. */
public final class DynamoDbBookingLookup implements BookingLookup {
    /** Keys in one {@code BatchGetItem}, limited by DynamoDB. */
    private static final int BATCH = 100;

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbBookingLookup(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Map<BookingId, Booking> bookings(Collection<BookingId> ids) {
        return bookings(ids, false);
    }

    @Override
    public Map<BookingId, Booking> currentBookings(Collection<BookingId> ids) {
        return bookings(ids, true);
    }

    private Map<BookingId, Booking> bookings(Collection<BookingId> ids, boolean consistently) {
        return ids.stream()
                .distinct()
                .gather(Gatherers.windowFixed(BATCH))
                .flatMap(batch -> batch(batch, consistently))
                .collect(toMap(Booking::id, identity()));
    }

    private Stream<Booking> batch(List<BookingId> ids, boolean consistently) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .consistentRead(consistently)
                .keys(ids.stream().map(BookingsTable::bookingKey).toList())
                .build();
        return client.batchGetItemPaginator(r -> r.requestItems(Map.of(table, wanted))).stream()
                .flatMap(page -> page.responses().getOrDefault(table, List.of()).stream())
                .map(item -> BookingItem.SCHEMA.mapToItem(item));
    }

    @Override
    public List<SupportCase> cases(BookingId id) {
        return Stream.concat(casesIn(id.value()), casesIn(PaymentId.STRAY))
                .filter(supportCase -> supportCase.booking().equals(Optional.of(id)))
                .sorted(Comparator.comparing(SupportCase::openedAt))
                .toList();
    }

    private Stream<SupportCase> casesIn(String partition) {
        return client
                .queryPaginator(q -> q.tableName(table)
                        .keyConditionExpression(BookingsTable.PARTS_WITH_PREFIX)
                        .expressionAttributeValues(
                                Map.of(":id", text(partition), ":prefix", text(BookingsTable.CASE_PREFIX)))
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> CaseItem.SCHEMA.mapToItem(item));
    }
}
