package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.correlationId;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAYMENT_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REFUND_PREFIX;
import static java.util.stream.Collectors.toMap;

import io.seatline.adapter.dynamodb.table.ActiveHoldItem;
import io.seatline.adapter.dynamodb.table.AdmissionItem;
import io.seatline.adapter.dynamodb.table.BookingItem;
import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.adapter.dynamodb.table.CaseItem;
import io.seatline.adapter.dynamodb.table.DeadlineIndexes;
import io.seatline.adapter.dynamodb.table.PaymentItem;
import io.seatline.adapter.dynamodb.table.RefundItem;
import io.seatline.adapter.dynamodb.table.SeatClaimsTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbIndex;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The ledger in the tables SeatClaims and Bookings. Its transactions also write Waitlist and Catalog. */
public final class DynamoDbLedger implements Ledger {
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    /** Transient causes of a cancellation: a conflicting transaction, or more writes at once than a partition takes. */
    private static final Set<String> TRANSIENT =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final int MAX_ATTEMPTS = 6;
    private static final int FIRST_PAUSE_MS = 15;

    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient enhanced;
    private final Transaction transaction;
    private final RandomGenerator random;
    private final DynamoDbTable<SeatClaimsTable.ClaimItem> claims;
    private final DynamoDbIndex<Booking> byCustomer;

    /**
     * Creates a ledger on these tables.
     *
     * @param shards how many shards the deadline index has; each shard has a schedule that ticks
     * @param random spreads the retries of transactions that conflict
     */
    public DynamoDbLedger(DynamoDbClient client, TableNames tables, int shards, RandomGenerator random) {
        this.client = client;
        this.random = random;
        transaction =
                new Transaction(tables.catalog(), tables.seatClaims(), tables.bookings(), tables.waitlist(), shards);
        enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        claims = enhanced.table(tables.seatClaims(), SeatClaimsTable.SCHEMA);
        byCustomer = enhanced.table(tables.bookings(), BookingItem.SCHEMA).index(BookingsTable.BY_CUSTOMER);
    }

    @Override
    public Commit commit(List<Write> writes) {
        if (writes.stream().anyMatch(Write::startsCorrelation)) {
            Correlation.bindRequest();
        }
        var items = writes.stream().map(transaction::item).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                client.transactWriteItems(request -> request.transactItems(items));
                return new Commit.Done();
            } catch (TransactionCanceledException e) {
                boolean isTransient = e.cancellationReasons().stream().anyMatch(r -> TRANSIENT.contains(r.code()));
                List<FailedCondition> failedConditions = failedConditions(writes, e.cancellationReasons());
                if (!isTransient && failedConditions.isEmpty()) {
                    throw e;
                }
                if (!isTransient) {
                    return new Commit.Cancelled(failedConditions);
                }
                // The result of the conflicting transaction is not known yet, so try again.
                if (attempt == MAX_ATTEMPTS) {
                    return failedConditions.isEmpty() ? new Commit.Contended() : new Commit.Cancelled(failedConditions);
                }
                pause(attempt);
            }
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(random.nextLong(1, (long) FIRST_PAUSE_MS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to repeat a transaction", e);
        }
    }

    private static List<FailedCondition> failedConditions(List<Write> writes, List<CancellationReason> reasons) {
        List<FailedCondition> failedConditions = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            CancellationReason reason = reasons.get(i);
            if (CONDITION_FAILED.equals(reason.code())) {
                failedConditions.add(new FailedCondition(writes.get(i), found(writes.get(i), reason)));
            }
        }
        return failedConditions;
    }

    private static Optional<Found> found(Write write, CancellationReason reason) {
        if (!reason.hasItem() || reason.item().isEmpty()) {
            return Optional.empty();
        }
        Map<String, AttributeValue> item = reason.item();
        return switch (write) {
            case Write.TakeSeat w ->
                Optional.of(new Found.OfSeat(
                        w.seat(), SeatClaimsTable.SCHEMA.mapToItem(item).claim()));
            case Write.OpenBooking _ -> Optional.of(new Found.OfBooking(BookingItem.SCHEMA.mapToItem(item)));
            case Write.TakeActiveHold(Booking wanted, Instant _) ->
                Optional.of(new Found.OfActiveHold(
                        ActiveHoldItem.read(wanted.customer().orElseThrow(), item)));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<BookingDetails> details(BookingId id) {
        // The booking is read first and separately: a query may see the payment of a transaction before its booking.
        return item(BookingsTable.bookingKey(id))
                .map(BookingItem.SCHEMA::mapToItem)
                .map(this::complete);
    }

    /** Reads the payments and refunds again while a refund that its payment counts is not visible yet. */
    private BookingDetails complete(Booking booking) {
        for (int attempt = 1; ; attempt++) {
            List<Map<String, AttributeValue>> parts =
                    query(booking.id().value(), PAYMENT_PREFIX, BookingsTable.AFTER_SCANS);
            BookingDetails details = details(booking, parts);
            int counted = details.payments().stream().mapToInt(Payment::refunds).sum();
            if (counted == details.refunds().size()) {
                return details;
            }
            if (attempt == MAX_ATTEMPTS) {
                throw new IllegalStateException("booking " + booking.id() + " has " + counted + " refunds, and only "
                        + details.refunds().size() + " can be read; retry later");
            }
            pause(attempt);
        }
    }

    static BookingDetails details(Booking booking, List<Map<String, AttributeValue>> parts) {
        return new BookingDetails(
                booking,
                parts.stream()
                        .filter(item -> item.get(BookingsTable.PART).s().startsWith(PAYMENT_PREFIX))
                        .map(PaymentItem.SCHEMA::mapToItem)
                        .toList(),
                refunds(parts),
                parts.stream()
                        .filter(item -> item.get(BookingsTable.PART).s().startsWith(BookingsTable.SCAN_PREFIX))
                        .map(AdmissionItem.SCHEMA::mapToItem)
                        .sorted(Comparator.comparing(Admission::recordedAt)
                                .thenComparing(a -> a.scan().value()))
                        .toList());
    }

    private static List<Refund> refunds(List<Map<String, AttributeValue>> parts) {
        return parts.stream()
                .filter(item -> item.get(BookingsTable.PART).s().startsWith(REFUND_PREFIX))
                .map(item -> RefundItem.SCHEMA.mapToItem(item))
                .sorted(Comparator.comparing((Refund refund) -> refund.payment().value())
                        .thenComparing(refund -> refund.id().number()))
                .toList();
    }

    private List<Map<String, AttributeValue>> query(String partition, String from, String to) {
        return client
                .queryPaginator(q -> q.tableName(transaction.bookings())
                        .keyConditionExpression("booking_id = :id AND part BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(":id", text(partition), ":from", text(from), ":to", text(to)))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** Reads an item consistently and binds its correlation id. */
    private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
        var answer =
                client.getItem(r -> r.tableName(transaction.bookings()).key(key).consistentRead(true));
        if (!answer.hasItem()) {
            return Optional.empty();
        }
        Correlation.bind(correlationId(answer.item()));
        return Optional.of(answer.item());
    }

    @Override
    public List<Refund> refunds(PaymentId paymentId) {
        String first = REFUND_PREFIX + paymentId.value() + "-";
        List<Map<String, AttributeValue>> items = query(paymentId.partition(), first, first + "~");
        items.stream().findFirst().ifPresent(item -> Correlation.bind(correlationId(item)));
        return refunds(items);
    }

    @Override
    public Optional<Payment> payment(PaymentId paymentId) {
        return item(BookingsTable.paymentKey(paymentId)).map(PaymentItem.SCHEMA::mapToItem);
    }

    @Override
    public Optional<Admission> admission(ScanId scan) {
        return item(BookingsTable.scanKey(scan))
                .map(item ->
                        new BookingId(item.get(BookingsTable.SCANNED_BOOKING).s()))
                .flatMap(booking -> item(BookingsTable.admissionKey(booking, scan)))
                .map(AdmissionItem.SCHEMA::mapToItem);
    }

    @Override
    public Optional<SupportCase> supportCase(CaseId id) {
        return item(BookingsTable.caseKey(id)).map(CaseItem.SCHEMA::mapToItem);
    }

    /** Builds the table on demand: its schema adds to the start-up time of a function, and few functions use cases. */
    private DynamoDbTable<SupportCase> cases() {
        return enhanced.table(transaction.bookings(), CaseItem.SCHEMA);
    }

    @Override
    public ActiveHold activeHold(CustomerId customer) {
        var answer = client.getItem(r -> r.tableName(transaction.bookings())
                .key(BookingsTable.activeHoldKey(customer))
                .consistentRead(true));
        return answer.hasItem() ? ActiveHoldItem.read(customer, answer.item()) : ActiveHold.none(customer);
    }

    @Override
    public Map<SeatNumber, SeatClaim> claims(ShowId show) {
        return claims(show, true);
    }

    @Override
    public Map<SeatNumber, SeatClaim> recentClaims(ShowId show) {
        return claims(show, false);
    }

    private Map<SeatNumber, SeatClaim> claims(ShowId show, boolean consistent) {
        var ofShow = QueryConditional.keyEqualTo(k -> k.partitionValue(show.value()));
        return claims.query(q -> q.queryConditional(ofShow).consistentRead(consistent)).items().stream()
                .collect(toMap(SeatClaimsTable.ClaimItem::seat, SeatClaimsTable.ClaimItem::claim));
    }

    @Override
    public List<Booking> bookingsOf(CustomerId customer, Optional<BookingPosition> after, int limit) {
        var ofCustomer = QueryConditional.keyEqualTo(k -> k.partitionValue(customer.value()));
        var start = after.map(position -> BookingsTable.byCustomerKey(customer, position));
        return byCustomer
                .query(q -> q.queryConditional(ofCustomer)
                        .scanIndexForward(false)
                        .exclusiveStartKey(start.orElse(null))
                        .limit(limit))
                .stream()
                .flatMap(page -> page.items().stream())
                .limit(limit)
                .toList();
    }

    @Override
    public List<SupportCase> openCases() {
        var open = QueryConditional.keyEqualTo(k -> k.partitionValue(BookingsTable.OPEN));
        return cases().index(BookingsTable.OPEN_CASES).query(open).stream()
                .flatMap(page -> page.items().stream())
                .toList();
    }

    @Override
    public boolean recordCheck(PaymentId paymentId, Instant now, Instant last) {
        try {
            client.updateItem(r -> r.tableName(transaction.bookings())
                    .key(BookingsTable.paymentKey(paymentId))
                    .updateExpression("SET checked_at = :now")
                    .conditionExpression(BookingsTable.NOT_CHECKED_SINCE)
                    .expressionAttributeValues(Map.of(":now", time(now), ":last", time(last))));
            return true;
        } catch (ConditionalCheckFailedException | TransactionConflictException _) {
            // In a conflict, a transaction changes the payment at this moment: MoMo has told the result.
            return false;
        }
    }

    @Override
    public void recordLinks(PaymentId paymentId, PaymentLinks links) {
        try {
            client.updateItem(r -> r.tableName(transaction.bookings())
                    .key(BookingsTable.paymentKey(paymentId))
                    .updateExpression("SET pay_url = :pay, qr_code_url = :qr, deeplink = :link")
                    .conditionExpression(BookingsTable.PAYMENT_IS_OPEN)
                    .expressionAttributeNames(Map.of("#state", BookingsTable.STATE))
                    .expressionAttributeValues(Map.of(
                            ":open", text(PaymentState.OPEN.name()),
                            ":pay", text(links.payUrl()),
                            ":qr", text(links.qrCodeUrl()),
                            ":link", text(links.deeplink()))));
        } catch (ConditionalCheckFailedException _) {
            // The payment has ended since it was read, so its links are no longer needed.
        }
    }

    @Override
    public void forEachDeadline(int shard, Instant by, Consumer<List<PendingDeadline>> page) {
        DeadlineIndexes.forEachDeadline(client, transaction.bookings(), shard, by, DynamoDbLedger::deadlineItem, page);
    }

    private static PendingDeadline deadlineItem(Map<String, AttributeValue> item, Deadline deadline) {
        String part = item.get(BookingsTable.PART).s();
        if (part.startsWith(REFUND_PREFIX)) {
            RefundId refund =
                    RefundId.parse(part.substring(REFUND_PREFIX.length())).orElseThrow();
            return new PendingDeadline.OfRefund(refund, deadline);
        }
        return part.startsWith(PAYMENT_PREFIX)
                ? new PendingDeadline.OfPayment(new PaymentId(part.substring(PAYMENT_PREFIX.length())), deadline)
                : new PendingDeadline.OfBooking(
                        new BookingId(item.get(BookingsTable.BOOKING_ID).s()), deadline);
    }
}
