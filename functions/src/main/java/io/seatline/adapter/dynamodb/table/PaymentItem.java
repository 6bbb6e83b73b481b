package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.BookingsTable.AMOUNT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CURRENCY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.DEEPLINK;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ORDER_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAYABLE_UNTIL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAYMENT_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAY_URL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PROVIDER;
import static io.seatline.adapter.dynamodb.table.BookingsTable.QR_CODE_URL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REFUNDED;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REFUNDS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.STATE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.TRANS_ID;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_AT;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_KIND;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_SINCE;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentBuilder;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.PaymentState;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Maps a payment to the item {@code PAYMENT#<order_id>}. The transaction adds the deadline shard. */
public final class PaymentItem {
    public static final TableSchema<Payment> SCHEMA = StaticImmutableTableSchema.builder(Payment.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(p -> p.id().partition())
                    .setter((_, _) -> {})
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(p -> PAYMENT_PREFIX + p.id().value())
                    .setter((_, _) -> {})
                    .tags(primarySortKey()))
            .addAttribute(
                    String.class,
                    a -> a.name(ORDER_ID).getter(p -> p.id().value()).setter((d, v) -> d.payment.id(new PaymentId(v))))
            .addAttribute(String.class, a -> a.name(STATE)
                    .getter(p -> p.state().name())
                    .setter((d, v) -> d.payment.state(PaymentState.valueOf(v))))
            .addAttribute(
                    Long.class,
                    a -> a.name(AMOUNT).getter(p -> p.amount().amount()).setter((d, v) -> d.payment.amount(new Vnd(v))))
            .addAttribute(
                    String.class,
                    a -> a.name(CURRENCY).getter(_ -> Vnd.CURRENCY).setter((_, _) -> {}))
            .addAttribute(Long.class, a -> a.name(PAYABLE_UNTIL)
                    .getter(p -> p.payableUntil().toEpochMilli())
                    .setter((d, v) -> d.payment.payableUntil(Instant.ofEpochMilli(v))))
            .addAttribute(String.class, a -> a.name(PAY_URL)
                    .getter(p -> p.links().map(PaymentLinks::payUrl).orElse(null))
                    .setter((d, v) -> d.payUrl = v))
            .addAttribute(String.class, a -> a.name(QR_CODE_URL)
                    .getter(p -> p.links().map(PaymentLinks::qrCodeUrl).orElse(null))
                    .setter((d, v) -> d.qrCodeUrl = v))
            .addAttribute(String.class, a -> a.name(DEEPLINK)
                    .getter(p -> p.links().map(PaymentLinks::deeplink).orElse(null))
                    .setter((d, v) -> d.deeplink = v))
            .addAttribute(String.class, a -> a.name(TRANS_ID)
                    .getter(p -> p.transId().orElse(null))
                    .setter((d, v) -> d.payment.transId(Optional.of(v))))
            .addAttribute(String.class, a -> a.name(PROVIDER)
                    .getter(p -> p.provider().name())
                    .setter((d, v) -> d.payment.provider(Payment.Provider.valueOf(v))))
            .addAttribute(
                    Integer.class, a -> a.name(REFUNDS).getter(Payment::refunds).setter((d, v) -> d.payment.refunds(v)))
            .addAttribute(Long.class, a -> a.name(REFUNDED)
                    .getter(p -> p.refunded().amount())
                    .setter((d, v) -> d.payment.refunded(new Vnd(v))))
            .addAttribute(String.class, a -> a.name(DEADLINE_KIND)
                    .getter(p ->
                            p.deadline().map(deadline -> deadline.kind().name()).orElse(null))
                    .setter((d, v) -> d.deadlineKind = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_AT)
                    .getter(p -> p.deadline()
                            .map(deadline -> deadline.at().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineAt = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_SINCE)
                    .getter(p -> p.deadline()
                            .map(deadline -> deadline.since().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineSince = v))
            .build();

    private PaymentItem() {}

    private static final class Draft {
        private final PaymentBuilder payment = PaymentBuilder.builder();
        private String payUrl;
        private String qrCodeUrl;
        private String deeplink;
        private String deadlineKind;
        private Long deadlineAt;
        private Long deadlineSince;

        private Payment build() {
            return payment.links(Optional.ofNullable(payUrl).map(url -> new PaymentLinks(url, qrCodeUrl, deeplink)))
                    .deadline(DeadlineIndexes.deadline(deadlineKind, deadlineAt, deadlineSince))
                    .build();
        }
    }
}
