package io.seatline.usecase.support;

import static io.seatline.domain.booking.BookingState.CANCELLED;
import static io.seatline.domain.booking.BookingState.PAID;
import static io.seatline.domain.booking.BookingState.REFUNDED;
import static io.seatline.domain.booking.BookingState.REFUND_FAILED;
import static io.seatline.domain.booking.BookingState.REFUND_PENDING;
import static io.seatline.usecase.support.HistoryStep.CUSTOMER;
import static io.seatline.usecase.support.HistoryStep.SEATLINE;
import static io.seatline.usecase.support.HistoryStep.UNKNOWN;
import static java.util.stream.Collectors.joining;

import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingChange;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Derives a booking's history from its stored changes, refunds, admissions and cases. */
final class BookingHistory {
    private final BookingDetails details;
    private final Booking booking;
    private final List<HistoryStep> refundSteps;

    private BookingHistory(BookingDetails details) {
        this.details = details;
        this.booking = details.booking();
        this.refundSteps = details.refunds().stream().flatMap(this::of).toList();
    }

    /** The steps, earliest first. */
    static List<HistoryStep> of(BookingDetails details, List<SupportCase> cases) {
        BookingHistory history = new BookingHistory(details);
        return Stream.of(
                        history.created().stream(),
                        history.booking.changes().stream().flatMap(history::of),
                        history.refundSteps.stream(),
                        details.admissions().stream().flatMap(BookingHistory::of),
                        cases.stream().flatMap(BookingHistory::of))
                .flatMap(steps -> steps)
                .sorted(Comparator.comparing(HistoryStep::at))
                .toList();
    }

    /** Returns the step of a hold or an offer; empty for a block or a counter sale, whose first change is that step. */
    private Optional<HistoryStep> created() {
        String what = seats(booking.allSeats()) + " for " + booking.amount();
        return booking.customer().map(_ -> booking.offer()
                .map(entry -> new HistoryStep(
                        booking.createdAt(), "OFFERED", SEATLINE, what + ", to waitlist entry " + entry))
                .orElseGet(() -> new HistoryStep(booking.createdAt(), "HELD", CUSTOMER, what)));
    }

    /** Returns the step of a change of state; empty if the change results from a refund, which has its own steps. */
    private Stream<HistoryStep> of(BookingChange change) {
        boolean follows = Set.of(REFUND_PENDING, REFUNDED, REFUND_FAILED).contains(change.state());
        if (follows && refundSteps.stream().anyMatch(step -> step.at().equals(change.at()))) {
            return Stream.empty();
        }
        boolean soldAtCounter = change.state() == PAID
                && booking.customer().isEmpty()
                && change.by().isPresent();
        return Stream.of(new HistoryStep(
                change.at(),
                soldAtCounter ? "SOLD" : change.state().name(),
                change.by().map(StaffId::value).orElseGet(() -> causeOf(change.state())),
                (soldAtCounter ? seats(booking.allSeats()) + ", " : "") + detail(change)));
    }

    private String causeOf(BookingState state) {
        return state == PAID ? CUSTOMER : isCancelledByCustomerOrMomo(state) ? UNKNOWN : SEATLINE;
    }

    /** Whether its customer cancelled the hold or Seatline did because MoMo refused the payment: both look the same. */
    private boolean isCancelledByCustomerOrMomo(BookingState state) {
        return state == CANCELLED && !booking.isWithdrawn();
    }

    private String detail(BookingChange change) {
        if (change.by().isEmpty() && isCancelledByCustomerOrMomo(change.state())) {
            return "by the customer, or because MoMo refused the payment";
        }
        return change.state() == PAID
                ? booking.paidBy()
                        .flatMap(details::payment)
                        .map(p -> p.provider() + " payment " + p.id() + ", " + p.amount()
                                + p.transId().map(id -> ", transaction " + id).orElse(""))
                        .orElse("")
                : booking.blockReason()
                        .map(reason -> seats(booking.allSeats()) + ", " + reason)
                        .orElse("");
    }

    private Stream<HistoryStep> of(Refund refund) {
        String what = refund.id() + ", " + refund.amount()
                + (refund.seats().isEmpty() ? "" : " for " + seats(refund.seats()))
                + (refund.admitted().isEmpty() ? "" : ", admitted: " + seats(refund.admitted()));
        HistoryStep requested = new HistoryStep(
                refund.requestedAt(), "REFUND_REQUESTED", requester(refund), what + ", " + refund.reason());
        Optional<HistoryStep> retried = refund.handled()
                .filter(_ -> refund.method() == Refund.Method.MOMO)
                .map(by -> new HistoryStep(by.at(), "REFUND_RETRIED", by.by().value(), what));
        Optional<HistoryStep> ended = refund.endedAt().map(at -> ended(refund, at, what));
        return Stream.of(Optional.of(requested), retried, ended).flatMap(Optional::stream);
    }

    private static HistoryStep ended(Refund refund, Instant at, String what) {
        boolean byHand = refund.method() == Refund.Method.BY_HAND;
        // A refund that is tried again has failed before.
        return refund.state() == RefundState.SUCCEEDED
                ? new HistoryStep(
                        at,
                        "REFUND_SUCCEEDED",
                        refund.handled()
                                .filter(_ -> byHand)
                                .map(h -> h.by().value())
                                .orElse(SEATLINE),
                        what + (byHand ? ", by hand: " + refund.note() : ", through MoMo"))
                : new HistoryStep(at, "REFUND_FAILED", SEATLINE, what);
    }

    /** Returns who requested a refund. */
    private static String requester(Refund refund) {
        return switch (refund.reason()) {
            case CUSTOMER -> CUSTOMER;
            case LATE_PAYMENT, DUPLICATE_PAYMENT, SHOW_CANCELLED -> SEATLINE;
            case SUPPORT -> refund.by().map(StaffId::value).orElse(SEATLINE);
        };
    }

    private static Stream<HistoryStep> of(Admission admission) {
        String what = seats(admission.seats())
                + (admission.conflicting().isEmpty()
                        ? ""
                        : " admitted twice or returned: " + seats(admission.conflicting()))
                + ", scan " + admission.scan();
        boolean late = admission.recordedAt().isAfter(admission.at());
        HistoryStep admitted = new HistoryStep(
                admission.at(),
                "ADMITTED",
                admission.door().value(),
                what + (late ? ", by a door without network, recorded at " + admission.recordedAt() : ""));
        Optional<HistoryStep> undone = admission
                .undone()
                .map(by -> new HistoryStep(by.at(), "ADMISSION_UNDONE", by.by().value(), what + ": " + by.reason()));
        return Stream.concat(Stream.of(admitted), undone.stream());
    }

    private static Stream<HistoryStep> of(SupportCase supportCase) {
        HistoryStep opened = new HistoryStep(
                supportCase.openedAt(),
                "CASE_OPENED",
                SEATLINE,
                supportCase.id() + ", " + supportCase.reason() + ": " + supportCase.detail());
        Optional<HistoryStep> closed = supportCase
                .closedBy()
                .map(by -> new HistoryStep(
                        by.at(), "CASE_CLOSED", by.by().value(), supportCase.id() + ": " + supportCase.note()));
        return Stream.concat(Stream.of(opened), closed.stream());
    }

    private static String seats(List<SeatNumber> seats) {
        return seats.stream().map(SeatNumber::value).collect(joining(" "));
    }
}
