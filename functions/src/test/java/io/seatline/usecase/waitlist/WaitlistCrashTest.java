package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.OFFER;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.usecase.Invariants.assertNothingIsLost;
import static io.seatline.usecase.Invariants.assertWaitlistIsConsistent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WatchedLedger;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.CrashTest;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CrashTest} for the waitlist. All seats are held; the last two may be released. */
class WaitlistCrashTest extends WithBoxOffice {
    private static final CustomerId LAST = new CustomerId("last");

    /**
     * A use case under test.
     *
     * @param commits number of its transactions
     * @param given sets up the waitlist entry
     * @param step the use case, which crashes and is repeated
     * @param end final status of the entry as its customer sees it
     */
    private record Step(
            String name,
            int commits,
            Function<BoxOffice, WaitlistEntryId> given,
            BiConsumer<BoxOffice, WaitlistEntryId> step,
            Status end) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> crashes() {
        return steps().flatMap(step -> Stream.iterate(1, n -> n <= step.commits(), n -> n + 1)
                .flatMap(n -> Stream.of(Arguments.of(step, n, true), Arguments.of(step, n, false))));
    }

    @ParameterizedTest(name = "{0}, commit {1}, before it: {2}")
    @MethodSource("crashes")
    void repeating_a_crashed_step_finishes_it_and_loses_no_entry(Step step, int commit, boolean before) {
        WaitlistEntryId id = step.given().apply(office);
        assertNoEntryIsLost();
        office.watched.crashAtCommit(commit, before);

        assertThrows(WatchedLedger.Crash.class, () -> step.step().accept(office, id));
        assertNoEntryIsLost();

        step.step().accept(office, id);
        assertNoEntryIsLost();
        assertEquals(step.end(), office.entryDetails(id).status());

        List<Object> then = everything();
        step.step().accept(office, id);
        assertEquals(then, everything(), "a third run changes nothing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeating_a_crashed_join_yields_one_entry_and_message(boolean before) {
        holdAllSeats(office);
        office.watched.crashAtCommit(1, before);
        assertThrows(WatchedLedger.Crash.class, () -> joins(office, ALICE, 2));
        Optional<WaitlistEntryId> written = office.waitlist.entryOf(SHOW_ID, ALICE);
        assertEquals(before, written.isEmpty());
        assertEquals(List.of(), office.queues.showQueue());

        WaitlistEntryId entry = joins(office, ALICE, 2);
        assertEquals(written.orElse(entry), entry);
        assertEquals(List.of(join(entry)), office.queues.showQueue());
        assertNoEntryIsLost();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeating_a_crashed_leave_posts_its_message(boolean before) {
        WaitlistEntryId entry = waiting(office);
        office.watched.crashAtCommit(1, before);
        assertThrows(WatchedLedger.Crash.class, () -> office.leaveWaitlist.leave(ALICE, entry));
        assertEquals(List.of(join(entry)), office.queues.showQueue());

        office.leaveWaitlist.leave(ALICE, entry);
        assertEquals(List.of(join(entry), new LeaveV1(SHOW_ID.value(), entry.value())), office.queues.showQueue());
    }

    private static Stream<Step> steps() {
        return Stream.of(
                new Step(
                        "giving a place",
                        1,
                        WaitlistCrashTest::joining,
                        (office, entry) -> office.showWorker.work(SHOW_ID, List.of(join(entry)), BoxOffice.NO_LIMIT),
                        Status.WAITING),
                new Step(
                        "giving a place and seats at once",
                        2,
                        office -> joins(office, ALICE, 2),
                        (office, entry) -> office.showWorker.work(SHOW_ID, List.of(join(entry)), BoxOffice.NO_LIMIT),
                        Status.OFFERED),
                new Step(
                        "making an offer",
                        2,
                        WaitlistCrashTest::released,
                        WaitlistCrashTest::reallocate,
                        Status.OFFERED),
                new Step(
                        "freeing seats that fit no waiting entry",
                        2,
                        office -> {
                            holdAllSeats(office);
                            WaitlistEntryId entry = office.join(ALICE, 5);
                            office.cancelBooking.cancel(LAST, last(office));
                            return entry;
                        },
                        WaitlistCrashTest::reallocate,
                        Status.WAITING),
                new Step(
                        "a batch of messages",
                        4,
                        office -> {
                            holdAllSeats(office);
                            office.cancelBooking.cancel(LAST, last(office));
                            joins(office, ALICE, 1);
                            return joins(office, BOB, 1);
                        },
                        (office, entry) -> office.showWorker.work(
                                SHOW_ID,
                                List.of(
                                        join(office.waitlist
                                                .entryOf(SHOW_ID, ALICE)
                                                .orElseThrow()),
                                        join(entry),
                                        new SeatsReleasedV1(
                                                SHOW_ID.value(), last(office).value(), 1)),
                                BoxOffice.NO_LIMIT),
                        Status.OFFERED),
                new Step(
                        "leaving before getting a place",
                        1,
                        WaitlistCrashTest::joining,
                        (office, entry) -> office.leaveWaitlist.leave(ALICE, entry),
                        Status.LEFT),
                new Step(
                        "leaving while waiting",
                        1,
                        WaitlistCrashTest::waiting,
                        (office, entry) -> office.leaveWaitlist.leave(ALICE, entry),
                        Status.LEFT),
                new Step(
                        "taking out an entry that left",
                        1,
                        office -> {
                            WaitlistEntryId entry = waiting(office);
                            office.leaveWaitlist.leave(ALICE, entry);
                            return entry;
                        },
                        (office, entry) -> office.showWorker.work(
                                SHOW_ID, List.of(new LeaveV1(SHOW_ID.value(), entry.value())), BoxOffice.NO_LIMIT),
                        Status.LEFT),
                new Step(
                        "leaving while offered seats",
                        1,
                        WaitlistCrashTest::offered,
                        (office, entry) -> office.leaveWaitlist.leave(ALICE, entry),
                        Status.LEFT),
                new Step(
                        "cancelling the booking of an offer",
                        1,
                        WaitlistCrashTest::offered,
                        (office, entry) -> office.cancelBooking.cancel(
                                ALICE, office.offer(entry).id()),
                        Status.LAPSED),
                new Step(
                        "an offer paid",
                        1,
                        WaitlistCrashTest::paying,
                        (office, entry) -> office.pay(office.offer(entry).id(), 1),
                        Status.SERVED),
                new Step(
                        "an offer expired",
                        1,
                        office -> runOut(office, offered(office)),
                        (office, entry) ->
                                office.expireHold.expire(office.offer(entry).id()),
                        Status.LAPSED),
                new Step(
                        "an offer that MoMo reports paid at its end",
                        1,
                        office -> runOut(office, paying(office)),
                        (office, entry) -> {
                            office.momo.willReport(new PaymentGateway.Status.Paid(
                                    "7", office.offer(entry).amount()));
                            office.expireHold.expire(office.offer(entry).id());
                        },
                        Status.SERVED),
                new Step(
                        "an offer whose payment MoMo processes at its end",
                        1,
                        office -> runOut(office, paying(office)),
                        (office, entry) -> {
                            office.momo.willReport(new PaymentGateway.Status.Processing());
                            office.expireHold.expire(office.offer(entry).id());
                        },
                        Status.OFFERED),
                new Step(
                        "offering the seats of an expired offer to the next",
                        2,
                        office -> {
                            WaitlistEntryId alices = offered(office);
                            WaitlistEntryId bobs = office.join(BOB, 2);
                            office.expire(office.offer(alices).id());
                            return bobs;
                        },
                        (office, entry) -> office.reallocate(alicesOffer(office)),
                        Status.OFFERED),
                new Step(
                        "a late payment of an offer whose seats go to the next",
                        2,
                        office -> {
                            WaitlistEntryId entry = paying(office);
                            office.join(BOB, 2);
                            office.expire(office.offer(entry).id());
                            office.pay(office.offer(entry).id(), 1);
                            return entry;
                        },
                        (office, entry) -> office.latePayment(
                                PaymentId.attempt(office.offer(entry).id(), 1)),
                        Status.LAPSED));
    }

    private static void holdAllSeats(BoxOffice office) {
        office.hold(new CustomerId("house"), numbers(1, 10));
        office.hold(new CustomerId("house-2"), numbers(11, 18));
        office.hold(LAST, numbers(19, 20));
    }

    private static String[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "A" + n).toArray(String[]::new);
    }

    private static BookingId last(BoxOffice office) {
        return office.bookingsOf(LAST).getFirst().id();
    }

    private static BookingId alicesOffer(BoxOffice office) {
        return office.bookingsOf(ALICE).getFirst().id();
    }

    /** Adds a waitlist entry that has no place yet. */
    private static WaitlistEntryId joins(BoxOffice office, CustomerId customer, int seats) {
        office.joinWaitlist.join(customer, SHOW_ID, new Party(seats, false));
        return office.waitlist.entryOf(SHOW_ID, customer).orElseThrow();
    }

    private static JoinV1 join(WaitlistEntryId entry) {
        return new JoinV1(SHOW_ID.value(), entry.value());
    }

    private static WaitlistEntryId joining(BoxOffice office) {
        holdAllSeats(office);
        return joins(office, ALICE, 2);
    }

    private static WaitlistEntryId waiting(BoxOffice office) {
        holdAllSeats(office);
        return office.join(ALICE, 2);
    }

    private static WaitlistEntryId released(BoxOffice office) {
        WaitlistEntryId entry = waiting(office);
        office.cancelBooking.cancel(LAST, last(office));
        return entry;
    }

    private static void reallocate(BoxOffice office, WaitlistEntryId entry) {
        office.reallocate(last(office));
    }

    private static WaitlistEntryId offered(BoxOffice office) {
        WaitlistEntryId entry = released(office);
        reallocate(office, entry);
        return entry;
    }

    private static WaitlistEntryId paying(BoxOffice office) {
        WaitlistEntryId entry = offered(office);
        office.requestPayment.retry(ALICE, office.offer(entry).id());
        return entry;
    }

    private static WaitlistEntryId runOut(BoxOffice office, WaitlistEntryId entry) {
        office.clock.advance(OFFER);
        return entry;
    }

    private void assertNoEntryIsLost() {
        assertWaitlistIsConsistent(office, entries());
        office.bookingsOf(LAST).forEach(booking -> assertNothingIsLost(office, booking.id()));
    }

    /** All entries whose joins were posted to the show queue. */
    private List<WaitlistEntry> entries() {
        return office.queues.showQueue().stream()
                .filter(JoinV1.class::isInstance)
                .map(message -> ((JoinV1) message).entryId())
                .distinct()
                .map(id -> office.waitlist
                        .entry(WaitlistEntryId.parse(id).orElseThrow())
                        .orElseThrow())
                .toList();
    }

    private List<Object> everything() {
        return List.of(
                entries(),
                office.waitlist.state(SHOW_ID),
                office.claims(),
                Stream.of(ALICE, BOB, LAST)
                        .flatMap(customer -> office.bookingsOf(customer).stream())
                        .map(booking -> office.ledger.details(booking.id()))
                        .toList());
    }
}
