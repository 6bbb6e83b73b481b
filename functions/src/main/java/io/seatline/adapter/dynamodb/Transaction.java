package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.correlated;
import static io.seatline.adapter.dynamodb.table.Attributes.flag;
import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.texts;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import io.seatline.adapter.dynamodb.catalog.CatalogSales;
import io.seatline.adapter.dynamodb.table.ActiveHoldItem;
import io.seatline.adapter.dynamodb.table.AdmissionItem;
import io.seatline.adapter.dynamodb.table.BookingItem;
import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.adapter.dynamodb.table.CaseItem;
import io.seatline.adapter.dynamodb.table.CustomerEntriesItem;
import io.seatline.adapter.dynamodb.table.DeadlineIndexes;
import io.seatline.adapter.dynamodb.table.PaymentItem;
import io.seatline.adapter.dynamodb.table.RefundItem;
import io.seatline.adapter.dynamodb.table.SalesItem;
import io.seatline.adapter.dynamodb.table.SeatClaimsTable;
import io.seatline.adapter.dynamodb.table.WaitlistEntryItem;
import io.seatline.adapter.dynamodb.table.WaitlistStateItem;
import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Translates each write into a DynamoDB action. Every change that Seatline can make to a claim, a booking, a payment, a
 * case, a waitlist entry, a waitlist state or a show's sales is one case of {@link #item}; its condition is a constant
 * of its table.
 *
 * @param shards how many shards the deadline index has; 0 in a function that writes no deadlines
 */
record Transaction(String catalog, String seatClaims, String bookings, String waitlist, int shards) {

    /** Translates a write into an action of {@code TransactWriteItems}. */
    TransactWriteItem item(Write write) {
        return switch (write) {
            case Write.TakeSeat w -> takeSeat(w);
            case Write.MoveClaim w -> moveClaim(w);
            case Write.FreeSeat w -> freeSeat(w);
            case Write.OpenAdmission w ->
                put(
                        bookings,
                        correlated(AdmissionItem.SCHEMA.itemToMap(w.admission(), true)),
                        BookingsTable.IS_NEW,
                        Map.of());
            case Write.NameScan w -> nameScan(w.admission());
            case Write.UndoAdmission w -> undoAdmission(w.undone());
            case Write.OpenBooking w -> openBooking(w.booking());
            case Write.ChangeBooking w -> changeBooking(w.from(), w.to(), BookingsTable.BOOKING_AS_READ, Map.of());
            case Write.EndHold w ->
                changeBooking(w.from(), w.to(), BookingsTable.HOLD_HAS_RUN_OUT, Map.of(":now", time(w.now())));
            case Write.OpenPayment w -> openPayment(w.payment());
            case Write.ChangePayment w -> changePayment(w.from(), w.to());
            case Write.PaymentUnchanged w -> paymentAsRead(w.payment());
            case Write.NoPayment w -> check(bookings, BookingsTable.paymentKey(w.id()), BookingsTable.IS_NEW, Map.of());
            case Write.TakeActiveHold w -> takeActiveHold(w);
            case Write.ChangeActiveHold w -> changeActiveHold(w.from(), w.to());
            case Write.OpenRefund w -> put(bookings, correlated(refund(w.refund())), BookingsTable.IS_NEW, Map.of());
            case Write.ChangeRefund w ->
                Assignments.replacing(RefundItem.SCHEMA.itemToMap(w.from(), true), refund(w.to()))
                        .update(
                                bookings,
                                BookingsTable.refundKey(w.to().id()),
                                BookingsTable.REFUND_AS_READ,
                                asRead(w.from()));
            case Write.RemoveRefund w ->
                delete(
                        bookings,
                        BookingsTable.refundKey(w.refund().id()),
                        BookingsTable.REFUND_AS_READ,
                        asRead(w.refund()));
            case Write.RefundUnchanged w ->
                check(
                        bookings,
                        BookingsTable.refundKey(w.refund().id()),
                        BookingsTable.REFUND_AS_READ,
                        asRead(w.refund()));
            case Write.OpenCase w -> openCase(w.supportCase());
            case Write.CloseCase w -> closeCase(w.supportCase());
            case Write.OpenEntry w -> put(waitlist, correlated(entry(w.entry())), WaitlistTable.IS_NEW, Map.of());
            case Write.ChangeEntry w -> changeEntry(w.from(), w.to());
            case Write.SetLiveEntry w -> setLiveEntry(w);
            case Write.ClearLiveEntry w -> clearLiveEntry(w);
            case Write.ChangeCustomerEntries w -> changeEntries(w.from(), w.to());
            case Write.ChangeWaitlistState w ->
                put(waitlist, WaitlistStateItem.of(w.to(), w.keptUntil()), asRead(w.from()), version(w.from()));
            case Write.WaitlistStateUnchanged w ->
                check(waitlist, WaitlistTable.stateKey(w.state().show()), asRead(w.state()), version(w.state()));
            case Write.ChangeSales w -> changeSales(w.from(), w.to());
            case Write.ShowSales w -> CatalogSales.update(catalog, w.change());
        };
    }

    private TransactWriteItem takeSeat(Write.TakeSeat w) {
        var item = new SeatClaimsTable.ClaimItem(w.show(), w.seat(), w.claim(), w.keptUntil());
        return put(seatClaims, SeatClaimsTable.SCHEMA.itemToMap(item, true), SeatClaimsTable.NO_CLAIM, Map.of());
    }

    private TransactWriteItem freeSeat(Write.FreeSeat w) {
        return delete(
                seatClaims,
                SeatClaimsTable.key(w.show(), w.seat()),
                SeatClaimsTable.CLAIM_AS_KNOWN,
                asKnown(w.released()));
    }

    private TransactWriteItem openBooking(Booking booking) {
        Map<String, AttributeValue> item = correlated(BookingItem.SCHEMA.itemToMap(booking, true));
        return put(bookings, withShard(item, booking.id().value()), BookingsTable.IS_NEW, Map.of());
    }

    private TransactWriteItem openPayment(Payment payment) {
        Map<String, AttributeValue> item = correlated(PaymentItem.SCHEMA.itemToMap(payment, true));
        return put(bookings, withShard(item, payment.id().partition()), BookingsTable.IS_NEW, Map.of());
    }

    private Map<String, AttributeValue> refund(Refund refund) {
        return withShard(
                RefundItem.SCHEMA.itemToMap(refund, true), refund.payment().partition());
    }

    private static Map<String, AttributeValue> asRead(Refund refund) {
        return Map.of(
                ":from", text(refund.state().name()),
                ":tries", number(refund.tries()));
    }

    private TransactWriteItem paymentAsRead(Payment payment) {
        return check(bookings, BookingsTable.paymentKey(payment.id()), BookingsTable.PAYMENT_AS_READ, asRead(payment));
    }

    private TransactWriteItem takeActiveHold(Write.TakeActiveHold w) {
        Booking booking = w.booking();
        Update update = Update.builder()
                .tableName(bookings)
                .key(BookingsTable.activeHoldKey(booking.customer().orElseThrow()))
                .updateExpression(BookingsTable.TAKE_ACTIVE_HOLD)
                .conditionExpression(BookingsTable.MAY_HOLD)
                .expressionAttributeNames(Map.of("#show", booking.show().value()))
                .expressionAttributeValues(Map.of(
                        ":booking", text(booking.id().value()),
                        ":until", time(booking.heldUntil()),
                        ":one", number(1),
                        ":now", time(w.now())))
                .returnValuesOnConditionCheckFailure(ALL_OLD)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private TransactWriteItem changeActiveHold(ActiveHold from, ActiveHold to) {
        Assignments assignments = Assignments.start()
                .set(BookingsTable.VERSION, number(to.version()))
                .set(BookingsTable.LAPSES, ActiveHoldItem.lapses(to.lapses()))
                .set(BookingsTable.COOLDOWNS, ActiveHoldItem.cooldowns(to.cooldowns()));
        if (to.hold().isPresent()) {
            assignments
                    .set(
                            BookingsTable.ACTIVE_HOLD_BOOKING,
                            text(to.hold().get().booking().value()))
                    .set(BookingsTable.ACTIVE_HOLD_UNTIL, time(to.hold().get().until()));
        } else {
            assignments.remove(BookingsTable.ACTIVE_HOLD_BOOKING).remove(BookingsTable.ACTIVE_HOLD_UNTIL);
        }
        Map<String, AttributeValue> key = BookingsTable.activeHoldKey(from.customer());
        return from.version() == 0
                ? assignments.update(bookings, key, BookingsTable.IS_NEW, Map.of())
                : assignments.update(
                        bookings, key, BookingsTable.ACTIVE_HOLD_AS_READ, Map.of(":version", number(from.version())));
    }

    private TransactWriteItem openCase(SupportCase supportCase) {
        Put casePut = Put.builder()
                .tableName(bookings)
                .item(correlated(CaseItem.SCHEMA.itemToMap(supportCase, true)))
                .build();
        return TransactWriteItem.builder().put(casePut).build();
    }

    private TransactWriteItem closeCase(SupportCase supportCase) {
        Assignments changes = Assignments.start()
                .set(BookingsTable.CASE_STATE, text(BookingsTable.CLOSED))
                .set(BookingsTable.NOTE, text(supportCase.note()))
                .remove(BookingsTable.OPEN_CASE);
        supportCase.closedBy().ifPresent(closed -> changes.set(
                        BookingsTable.CLOSED_BY, text(closed.by().value()))
                .set(BookingsTable.CLOSED_AT, time(closed.at())));
        return changes.update(bookings, BookingsTable.caseKey(supportCase.id()), BookingsTable.EXISTS, Map.of());
    }

    private TransactWriteItem changeEntry(WaitlistEntry from, WaitlistEntry to) {
        return Assignments.replacing(WaitlistEntryItem.SCHEMA.itemToMap(from, true), entry(to))
                .update(
                        waitlist,
                        WaitlistTable.entryKey(to.id()),
                        WaitlistTable.ENTRY_AS_READ,
                        Map.of(
                                ":from", text(from.state().name()),
                                ":version", number(from.version())));
    }

    private TransactWriteItem clearLiveEntry(Write.ClearLiveEntry w) {
        return delete(
                waitlist,
                WaitlistTable.customerKey(w.entry().show(), w.customer()),
                WaitlistTable.IS_LIVE_ENTRY,
                Map.of(":entry", text(w.entry().value())));
    }

    private Map<String, AttributeValue> entry(WaitlistEntry entry) {
        return withShard(
                WaitlistEntryItem.SCHEMA.itemToMap(entry, true), entry.id().value());
    }

    private TransactWriteItem setLiveEntry(Write.SetLiveEntry w) {
        WaitlistEntry entry = w.entry();
        Map<String, AttributeValue> item =
                new HashMap<>(WaitlistTable.customerKey(entry.id().show(), entry.customer()));
        item.put(WaitlistTable.ENTRY_ID, text(entry.id().value()));
        item.put(WaitlistTable.TTL, number(entry.keptUntil().getEpochSecond()));
        return w.instead()
                .map(old -> put(waitlist, item, WaitlistTable.IS_LIVE_ENTRY, Map.of(":entry", text(old.value()))))
                .orElseGet(() -> put(waitlist, item, WaitlistTable.IS_NEW, Map.of()));
    }

    private TransactWriteItem changeEntries(CustomerEntries from, CustomerEntries to) {
        Map<String, AttributeValue> item = CustomerEntriesItem.of(to);
        return from.version() == 0
                ? put(waitlist, item, WaitlistTable.IS_NEW, Map.of())
                : put(waitlist, item, WaitlistTable.ENTRIES_AS_READ, Map.of(":version", number(from.version())));
    }

    /** The condition for a waitlist state; version 0 means that the show has none stored yet. */
    private static String asRead(WaitlistState state) {
        return state.version() == 0 ? WaitlistTable.IS_NEW : WaitlistTable.STATE_AS_READ;
    }

    private static Map<String, AttributeValue> version(WaitlistState state) {
        return state.version() == 0 ? Map.of() : Map.of(":version", number(state.version()));
    }

    private TransactWriteItem changeSales(SalesChange from, SalesChange to) {
        Map<String, AttributeValue> item = withShard(SalesItem.of(to), to.show().value());
        return from.version() == 0
                ? put(waitlist, item, WaitlistTable.IS_NEW, Map.of())
                : put(waitlist, item, WaitlistTable.SALES_AS_READ, Map.of(":version", number(from.version())));
    }

    private static TransactWriteItem check(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .conditionCheck(ConditionCheck.builder()
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names(condition))
                        .expressionAttributeValues(values.isEmpty() ? null : values)
                        .build())
                .build();
    }

    private TransactWriteItem moveClaim(Write.MoveClaim w) {
        Assignments assignments = Assignments.start()
                .set(SeatClaimsTable.STATE, text(SeatClaimsTable.stateOf(w.to())))
                .set(SeatClaimsTable.BOOKING_ID, text(w.to().booking().value()));
        if (w.to() instanceof SeatClaim.Held(BookingId _, Instant until)) {
            assignments.set(SeatClaimsTable.HELD_UNTIL, time(until));
        } else {
            assignments.remove(SeatClaimsTable.HELD_UNTIL);
        }
        boolean wasAdmitted = SeatClaimsTable.admitted(w.from()).isPresent();
        setAdmitted(assignments, SeatClaimsTable.admitted(w.to()), wasAdmitted);
        return assignments.update(
                seatClaims,
                SeatClaimsTable.key(w.show(), w.seat()),
                wasAdmitted ? SeatClaimsTable.ADMITTED_AS_KNOWN : SeatClaimsTable.CLAIM_AS_KNOWN,
                asKnown(w.from()));
    }

    private static void setAdmitted(
            Assignments assignments, Optional<SeatClaim.Admitted> admitted, boolean wasAdmitted) {
        if (admitted.isPresent()) {
            assignments
                    .set(SeatClaimsTable.SCAN_ID, text(admitted.get().scan().value()))
                    .set(SeatClaimsTable.ADMITTED_BY, text(admitted.get().door().value()))
                    .set(SeatClaimsTable.ADMITTED_AT, time(admitted.get().at()));
        } else if (wasAdmitted) {
            assignments
                    .remove(SeatClaimsTable.SCAN_ID)
                    .remove(SeatClaimsTable.ADMITTED_BY)
                    .remove(SeatClaimsTable.ADMITTED_AT);
        }
    }

    private TransactWriteItem nameScan(Admission admission) {
        Map<String, AttributeValue> item = new HashMap<>(BookingsTable.scanKey(admission.scan()));
        item.put(BookingsTable.SCANNED_BOOKING, text(admission.booking().value()));
        return put(
                bookings,
                item,
                BookingsTable.IS_NEW_SCAN,
                Map.of(":booking", text(admission.booking().value())));
    }

    private TransactWriteItem undoAdmission(Admission admission) {
        Admission.Undone undone = admission.undone().orElseThrow();
        return Assignments.start()
                .set(BookingsTable.UNDONE_BY, text(undone.by().value()))
                .set(BookingsTable.UNDONE_AT, time(undone.at()))
                .set(BookingsTable.UNDONE_REASON, text(undone.reason()))
                .update(
                        bookings,
                        BookingsTable.admissionKey(admission.booking(), admission.scan()),
                        BookingsTable.IS_IN_FORCE,
                        Map.of());
    }

    private static Map<String, AttributeValue> asKnown(SeatClaim claim) {
        Map<String, AttributeValue> known = new HashMap<>(Map.of(
                ":from", text(SeatClaimsTable.stateOf(claim)),
                ":booking", text(claim.booking().value())));
        SeatClaimsTable.admitted(claim)
                .ifPresent(in -> known.put(":scan", text(in.scan().value())));
        return known;
    }

    private TransactWriteItem changeBooking(
            Booking from, Booking to, String condition, Map<String, AttributeValue> extraValues) {
        Assignments assignments = Assignments.start()
                .set(BookingsTable.STATE, text(to.state().name()))
                .set(BookingsTable.VERSION, number(to.version()))
                .set(BookingsTable.HELD_UNTIL, time(to.heldUntil()))
                .set(BookingsTable.EXTENDED, flag(to.extended()))
                .set(BookingsTable.ATTEMPTS, number(to.attempts()))
                .set(BookingsTable.RELEASES, number(to.releases()));
        if (!to.changes().equals(from.changes())) {
            assignments.set(BookingsTable.CHANGES, texts(BookingItem.changes(to)));
        }
        if (!to.seats().equals(from.seats())) {
            assignments
                    .set(BookingsTable.SEATS, seats(to.seats()))
                    .set(BookingsTable.PRICES, prices(to.prices()))
                    .set(BookingsTable.RETURNED, seats(to.returned()));
        }
        to.paidBy().ifPresent(paymentId -> assignments.set(BookingsTable.PAID_BY, text(paymentId.value())));
        setDeadline(assignments, from.id().value(), to.deadline());
        Map<String, AttributeValue> values = new HashMap<>(extraValues);
        values.put(":from", text(from.state().name()));
        values.put(":version", number(from.version()));
        return assignments.update(bookings, BookingsTable.bookingKey(from.id()), condition, values);
    }

    private static AttributeValue seats(List<SeatNumber> seats) {
        return texts(seats.stream().map(SeatNumber::value).toList());
    }

    private static AttributeValue prices(List<Vnd> prices) {
        return AttributeValue.fromL(
                prices.stream().map(price -> number(price.amount())).toList());
    }

    private TransactWriteItem changePayment(Payment from, Payment to) {
        Assignments assignments = Assignments.start()
                .set(BookingsTable.STATE, text(to.state().name()))
                .set(BookingsTable.REFUNDS, number(to.refunds()))
                .set(BookingsTable.REFUNDED, number(to.refunded().amount()));
        to.transId().ifPresent(id -> assignments.set(BookingsTable.TRANS_ID, text(id)));
        setDeadline(assignments, from.id().partition(), to.deadline());
        return assignments.update(
                bookings, BookingsTable.paymentKey(from.id()), BookingsTable.PAYMENT_AS_READ, asRead(from));
    }

    private static Map<String, AttributeValue> asRead(Payment payment) {
        return Map.of(
                ":from", text(payment.state().name()),
                ":refunds", number(payment.refunds()));
    }

    private void setDeadline(Assignments assignments, String partition, Optional<Deadline> deadline) {
        if (deadline.isPresent()) {
            assignments
                    .set(DeadlineIndexes.DEADLINE_SHARD, text(shardOf(partition)))
                    .set(
                            DeadlineIndexes.DEADLINE_KIND,
                            text(deadline.get().kind().name()))
                    .set(DeadlineIndexes.DEADLINE_AT, time(deadline.get().at()))
                    .set(DeadlineIndexes.DEADLINE_SINCE, time(deadline.get().since()));
        } else {
            assignments
                    .remove(DeadlineIndexes.DEADLINE_SHARD)
                    .remove(DeadlineIndexes.DEADLINE_KIND)
                    .remove(DeadlineIndexes.DEADLINE_AT)
                    .remove(DeadlineIndexes.DEADLINE_SINCE);
        }
    }

    private Map<String, AttributeValue> withShard(Map<String, AttributeValue> item, String id) {
        Map<String, AttributeValue> sharded = new HashMap<>(item);
        if (item.containsKey(DeadlineIndexes.DEADLINE_AT)) {
            sharded.put(DeadlineIndexes.DEADLINE_SHARD, text(shardOf(id)));
        }
        return sharded;
    }

    private String shardOf(String partition) {
        if (shards < 1) {
            throw new IllegalStateException(
                    "DEADLINE_SHARDS is not set, but this function writes deadlines; set it in infra-cdk");
        }
        return Integer.toString(Math.floorMod(partition.hashCode(), shards));
    }

    private static TransactWriteItem put(
            String table, Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names(condition))
                        .expressionAttributeValues(values.isEmpty() ? null : values)
                        .returnValuesOnConditionCheckFailure(ALL_OLD)
                        .build())
                .build();
    }

    private static TransactWriteItem delete(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .delete(Delete.builder()
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names(condition))
                        .expressionAttributeValues(values)
                        .build())
                .build();
    }

    /** Placeholders for a condition: {@code state} is a reserved word in DynamoDB. */
    private static Map<String, String> names(String condition) {
        return condition.contains("#state") ? Map.of("#state", "state") : null;
    }

    /**
     * The assignments of one update. All names are placeholders, because {@code state} is a reserved word in DynamoDB.
     */
    private static final class Assignments {
        private final Map<String, AttributeValue> set = new TreeMap<>();
        private final Map<String, String> removed = new TreeMap<>();

        static Assignments start() {
            return new Assignments();
        }

        /** Replaces an item, but keeps its correlation id, which neither of the two has. */
        static Assignments replacing(Map<String, AttributeValue> from, Map<String, AttributeValue> to) {
            Assignments assignments = start();
            to.forEach(assignments::set);
            from.keySet().stream().filter(name -> !to.containsKey(name)).forEach(assignments::remove);
            if (!to.containsKey(DeadlineIndexes.DEADLINE_SHARD)) {
                assignments.remove(DeadlineIndexes.DEADLINE_SHARD);
            }
            return assignments;
        }

        Assignments set(String name, AttributeValue value) {
            set.put(name, value);
            return this;
        }

        Assignments remove(String name) {
            removed.put(name, name);
            return this;
        }

        TransactWriteItem update(
                String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> expected) {
            set.keySet().removeAll(key.keySet());
            Map<String, AttributeValue> values = new HashMap<>(expected);
            Map<String, String> names = new HashMap<>();
            StringBuilder expression = new StringBuilder();
            String separator = "SET ";
            for (Map.Entry<String, AttributeValue> entry : set.entrySet()) {
                names.put("#" + entry.getKey(), entry.getKey());
                values.put(":new_" + entry.getKey(), entry.getValue());
                expression.append(separator).append('#').append(entry.getKey());
                expression.append(" = :new_").append(entry.getKey());
                separator = ", ";
            }
            separator = " REMOVE ";
            for (String name : removed.keySet()) {
                names.put("#" + name, name);
                expression.append(separator).append('#').append(name);
                separator = ", ";
            }
            return TransactWriteItem.builder()
                    .update(Update.builder()
                            .tableName(table)
                            .key(key)
                            .updateExpression(expression.toString())
                            .conditionExpression(condition)
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values.isEmpty() ? null : values)
                            .build())
                    .build();
        }
    }
}
