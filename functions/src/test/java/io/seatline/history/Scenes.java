package io.seatline.history;

import io.seatline.domain.catalog.SalesControl;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random histories: single steps of all kinds, mixed with scenes of several steps that are likely to break promises.
 */
final class Scenes {
    private static final int LONGEST = 60;

    private Scenes() {}

    /** Complete histories. */
    static Arbitrary<List<Step>> histories() {
        return scene().list().ofMinSize(5).ofMaxSize(LONGEST).map(scenes -> scenes.stream()
                .flatMap(List::stream)
                .toList());
    }

    private static Arbitrary<List<Step>> scene() {
        return Arbitraries.frequencyOf(
                Tuple.of(70, step().list().ofSize(1)),
                Tuple.of(10, latePayment()),
                Tuple.of(6, lostIpn()),
                Tuple.of(5, refusedPayment()),
                Tuple.of(8, paidBooking()),
                Tuple.of(4, overlappingRefunds()),
                Tuple.of(15, workersOverlap()),
                Tuple.of(5, hoarding()),
                Tuple.of(5, fullHouse()),
                Tuple.of(6, deskAndWaitlist()),
                Tuple.of(4, closedForAWhile()),
                Tuple.of(8, atTheDoors()),
                Tuple.of(4, cancelled()));
    }

    private static Arbitrary<Step> step() {
        return Arbitraries.frequencyOf(
                Tuple.of(60, uninterrupted()),
                Tuple.of(12, Combinators.combine(number(0, 12), uninterrupted()).as(Step.Pause::new)),
                Tuple.of(15, resume()),
                Tuple.of(3, number(0, 2).map(Step.Kill::new)));
    }

    private static Arbitrary<Step> uninterrupted() {
        return Arbitraries.frequencyOf(
                Tuple.of(40, customerStep()), Tuple.of(45, systemStep()), Tuple.of(10, time()), Tuple.of(5, fault()));
    }

    /** A customer pays and cancels before MoMo's IPN arrives, which it does at some later time. */
    private static Arbitrary<List<Step>> latePayment() {
        return Combinators.combine(
                        number(0, 2),
                        reserve().list().ofMaxSize(1),
                        ipn().list().ofMaxSize(1))
                .as((booking, reserve, ipn) ->
                        concat(reserve, List.of(new Step.Pay(booking, 1), new Step.Cancel(booking)), ipn));
    }

    /** No IPN of a payment arrives in time, and the customer has MoMo asked while the booking ends otherwise. */
    private static Arbitrary<List<Step>> lostIpn() {
        Arbitrary<Step> meanwhile = Arbitraries.oneOf(
                any().map(Step.Cancel::new),
                any().map(Step.PayAgain::new),
                ipn(),
                time(),
                momo(),
                Combinators.combine(number(1, 5), oneIn(8)).as(Step.MeetDeadline::new));
        return Combinators.combine(
                        reserve(), number(0, 1), number(0, 12), meanwhile.list().ofMaxSize(3), any())
                .as((reserve, ipns, call, steps, booking) -> concat(
                        List.of(reserve, new Step.Pay(0, ipns), new Step.Pause(call, new Step.CheckPayment(0))),
                        steps,
                        List.of(new Step.Resume(0, 100), new Step.CheckPayment(booking))));
    }

    /** A customer pays for several seats, and then some of them are refunded, maybe in several refunds. */
    private static Arbitrary<List<Step>> paidBooking() {
        Arbitrary<Step> refund = Arbitraries.oneOf(
                Combinators.combine(number(0, 2), oneIn(4), flag())
                        .as((seats, byHand, admitted) -> new Step.SupportRefunds(0, seats, byHand, admitted)),
                number(0, 2).map(seats -> new Step.ReturnSeats(0, seats)));
        return Combinators.combine(
                        customer(),
                        show(),
                        number(2, 3),
                        refund.list().ofMinSize(1).ofMaxSize(3))
                .as((customer, show, seats, refunds) -> concat(
                        List.of(new Step.Reserve(customer, show, 0, seats), new Step.Pay(0, 1), new Step.DeliverIpn(0)),
                        refunds));
    }

    /** MoMo refuses a refund, and support tries again before the function that got the refusal records it. */
    private static Arbitrary<List<Step>> overlappingRefunds() {
        return Combinators.combine(customer(), show(), number(2, 4), number(2, 4))
                .as((customer, show, call, otherCall) -> List.of(
                        new Step.Reserve(customer, show, 0, 2),
                        new Step.Pay(0, 1),
                        new Step.DeliverIpn(0),
                        new Step.SupportRefunds(0, 0, false, false),
                        new Step.Publish(9, false),
                        new Step.Pause(call, new Step.Refund(1, 3)),
                        new Step.Refund(1, 3),
                        new Step.SupportRetries(0, false),
                        new Step.Publish(9, false),
                        new Step.Pause(otherCall, new Step.Refund(1, 0)),
                        new Step.Resume(0, 100),
                        new Step.Resume(0, 100)));
    }

    /** MoMo refuses the next payments of a customer, who may have an order that can be paid all the same. */
    private static Arbitrary<List<Step>> refusedPayment() {
        return Combinators.combine(momo(), reserve().list().ofMaxSize(1), any(), number(0, 2), oneIn(2))
                .as((momo, reserve, booking, payment, heard) -> concat(
                        List.of(momo),
                        reserve,
                        List.of(
                                new Step.PayAgain(booking),
                                new Step.SetMomo(SimulatedMomo.Mood.NORMAL),
                                new Step.Pay(payment, heard ? 1 : 0))));
    }

    private static Arbitrary<Step> momo() {
        return Arbitraries.of(SimulatedMomo.Mood.values()).map(Step.SetMomo::new);
    }

    /** A show worker is slow, so its messages are delivered to a second worker while the first still runs. */
    private static Arbitrary<List<Step>> workersOverlap() {
        Arbitrary<List<Step>> meanwhile = uninterrupted().list().ofMaxSize(3);
        return Combinators.combine(
                        show(),
                        number(1, 15),
                        number(1, 4),
                        number(0, 15),
                        number(1, 6),
                        meanwhile,
                        meanwhile,
                        resume())
                .as((show, call, messages, otherCall, otherMessages, first, then, resume) -> concat(
                        List.of(new Step.Pause(call, new Step.Deliver(show, messages, true))),
                        first,
                        List.of(new Step.Pause(otherCall, new Step.Deliver(show, otherMessages, true))),
                        then,
                        List.of(resume)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<Step> concat(List<? extends Step>... parts) {
        return Arrays.stream(parts).<Step>flatMap(List::stream).toList();
    }

    /** Two customers hold all seats of a show, and others join its waitlist. */
    private static Arbitrary<List<Step>> fullHouse() {
        return Combinators.combine(
                        customer(),
                        customer(),
                        show(),
                        number(1, 2),
                        join().list().ofMinSize(1).ofMaxSize(2))
                .as((first, second, show, seats, joins) -> concat(
                        List.of(new Step.Reserve(first, show, 0, seats), new Step.Reserve(second, show, seats, 2)),
                        joins));
    }

    /** Seats are freed while sales are closed, and sales open again. */
    private static Arbitrary<List<Step>> closedForAWhile() {
        Arbitrary<List<Step>> meanwhile = uninterrupted().list().ofMaxSize(5);
        return Combinators.combine(show(), fullHouse(), any(), meanwhile, oneIn(4))
                .as((show, house, booking, steps, stays) -> concat(
                        house,
                        List.of(new Step.Decide(show, SalesControl.CLOSED), new Step.Cancel(booking)),
                        List.of(new Step.Publish(9, false), new Step.Deliver(show, 6, true)),
                        steps,
                        stays ? List.of() : List.of(new Step.Decide(show, SalesControl.OPEN))));
    }

    /** A show is cancelled while one or two show workers run and customers go on. */
    private static Arbitrary<List<Step>> cancelled() {
        Arbitrary<List<Step>> meanwhile = uninterrupted().list().ofMaxSize(4);
        return Combinators.combine(
                        show(), number(1, 15), number(1, 25), meanwhile, meanwhile, meanwhile, resume(), resume())
                .as((show, call, otherCall, before, first, then, resume, otherResume) -> concat(
                        before,
                        List.of(
                                new Step.Pause(call, new Step.Deliver(show, 4, true)),
                                new Step.Decide(show, SalesControl.CANCELLED)),
                        first,
                        List.of(new Step.Pause(otherCall, new Step.Deliver(show, 9, true))),
                        then,
                        List.of(resume, otherResume)));
    }

    /** A customer holds a seat of a show again and again, never pays, and may wait before the last hold. */
    private static Arbitrary<List<Step>> hoarding() {
        Arbitrary<Step> wait = Arbitraries.of(0, 60, 880, 901).map(Step.PassTime::new);
        return Combinators.combine(customer(), show(), number(0, 2), number(2, 3), flag(), wait)
                .as((customer, show, seat, times, cancels, pause) -> {
                    Step hold = new Step.Reserve(customer, show, seat, 1);
                    List<Step> end = cancels
                            ? List.of(new Step.Cancel(0))
                            : List.of(new Step.PassTime(301), new Step.Tick(), new Step.MeetDeadline(5, false));
                    List<Step> freed = List.of(new Step.Publish(9, false), new Step.Deliver(show, 6, true));
                    List<Step> lapse = concat(List.of(hold), end, freed);
                    List<Step> lapses = Collections.nCopies(times, lapse).stream()
                            .flatMap(List::stream)
                            .toList();
                    return concat(lapses, List.of(pause, hold));
                });
    }

    /** Staff block seats, customers join the waitlist, and the block is lifted while staff sell or block seats. */
    private static Arbitrary<List<Step>> deskAndWaitlist() {
        return Combinators.combine(
                        show(),
                        number(1, 3),
                        join().list().ofMaxSize(2),
                        uninterrupted().list().ofMaxSize(2),
                        deskStep().list().ofMinSize(1).ofMaxSize(2))
                .as((show, seats, joins, meanwhile, desk) -> concat(
                        List.of(new Step.BlockSeats(show, 0, seats)),
                        joins,
                        meanwhile,
                        List.of(new Step.UnblockSeats(0)),
                        desk));
    }

    private static Arbitrary<Step> deskStep() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Combinators.combine(show(), number(0, 2), number(1, 3)).as(Step.BlockSeats::new)),
                Tuple.of(3, any().map(Step.UnblockSeats::new)),
                Tuple.of(
                        4,
                        Combinators.combine(show(), number(0, 2), number(1, 3), number(0, 2))
                                .as(Step.SellAtCounter::new)));
    }

    private static Arbitrary<Step> resume() {
        return Combinators.combine(number(0, 2), Arbitraries.of(1, 2, 3, 5, 8, 100, 100, 100, 100, 100))
                .as(Step.Resume::new);
    }

    /** Actions of customers and staff. */
    private static Arbitrary<Step> customerStep() {
        return Arbitraries.frequencyOf(
                Tuple.of(25, reserve()),
                Tuple.of(25, join()),
                Tuple.of(8, any().map(Step.Leave::new)),
                Tuple.of(14, Combinators.combine(any(), number(0, 2)).as(Step.Pay::new)),
                Tuple.of(8, any().map(Step.PayAgain::new)),
                Tuple.of(6, any().map(Step.View::new)),
                Tuple.of(6, any().map(Step.CheckPayment::new)),
                Tuple.of(10, any().map(Step.Cancel::new)),
                Tuple.of(
                        6,
                        Combinators.combine(any(), number(0, 2), oneIn(4), flag())
                                .as(Step.SupportRefunds::new)),
                Tuple.of(5, Combinators.combine(any(), number(0, 2)).as(Step.ReturnSeats::new)),
                Tuple.of(4, Combinators.combine(any(), flag()).as(Step.SupportRetries::new)),
                Tuple.of(10, doorStep()),
                Tuple.of(10, deskStep()));
    }

    /** What happens at the doors, with few scan ids, so that some are used again. */
    private static Arbitrary<Step> doorStep() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Combinators.combine(any(), number(0, 2)).as(Step.TakeTicket::new)),
                Tuple.of(5, scan()),
                Tuple.of(1, number(0, 3).map(Step.UndoScan::new)));
    }

    private static Arbitrary<Step> scan() {
        return Combinators.combine(any(), number(0, 3), number(0, 2), oneIn(3)).as(Step.ScanTicket::new);
    }

    /** Doors scan the tickets of a paid booking at the same time, while seats are refunded or the show is cancelled. */
    private static Arbitrary<List<Step>> atTheDoors() {
        Arbitrary<Step> refund = Combinators.combine(number(0, 2), flag())
                .as((seats, admitted) -> new Step.SupportRefunds(0, seats, false, admitted));
        Arbitrary<Step> meanwhile = Arbitraries.oneOf(
                doorStep(),
                doorStep(),
                number(0, 2).map(seats -> new Step.ReturnSeats(0, seats)),
                refund,
                show().map(show -> new Step.Decide(show, SalesControl.CANCELLED)));
        Arbitrary<List<Step>> paid = Combinators.combine(customer(), show(), number(1, 3), number(0, 2))
                .as((customer, show, seats, some) -> List.of(
                        new Step.Reserve(customer, show, 0, seats),
                        new Step.Pay(0, 1),
                        new Step.DeliverIpn(0),
                        new Step.TakeTicket(0, 0),
                        new Step.TakeTicket(0, some)));
        Arbitrary<List<Step>> first = meanwhile.list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(
                        paid,
                        number(1, 4),
                        scan(),
                        first,
                        resume(),
                        meanwhile.list().ofMaxSize(2))
                .as((booking, call, scan, now, resume, then) ->
                        concat(booking, List.of(new Step.Pause(call, scan)), now, List.of(resume), then));
    }

    private static Arbitrary<Step> systemStep() {
        return Arbitraries.frequencyOf(
                Tuple.of(35, deliver()),
                Tuple.of(30, publish()),
                Tuple.of(15, Combinators.combine(number(1, 5), oneIn(8)).as(Step.MeetDeadline::new)),
                Tuple.of(12, ipn()),
                Tuple.of(8, Combinators.combine(number(1, 3), number(0, 4)).as(Step.Refund::new)));
    }

    private static Arbitrary<Step> reserve() {
        return Combinators.combine(customer(), show(), number(0, 2), number(1, 3))
                .as(Step.Reserve::new);
    }

    private static Arbitrary<Step> join() {
        return Combinators.combine(customer(), show(), number(1, 3), oneIn(5)).as(Step.Join::new);
    }

    private static Arbitrary<Step> publish() {
        return Combinators.combine(number(1, 9), oneIn(8)).as(Step.Publish::new);
    }

    private static Arbitrary<Step> ipn() {
        return any().map(Step.DeliverIpn::new);
    }

    private static Arbitrary<Step> deliver() {
        return Combinators.combine(show(), number(1, 6), oneIn(5).map(lost -> !lost))
                .as(Step.Deliver::new);
    }

    private static Arbitrary<Step> time() {
        return Arbitraries.frequencyOf(
                Tuple.of(60, Arbitraries.of(1, 20, 60, 121, 301).map(Step.PassTime::new)),
                Tuple.of(40, Arbitraries.just(new Step.Tick())));
    }

    private static Arbitrary<Step> fault() {
        return Arbitraries.frequencyOf(
                Tuple.of(40, Combinators.combine(show(), any()).as(Step.LoseMessage::new)),
                Tuple.of(40, number(0, 1).map(Step.LoseRecord::new)),
                Tuple.of(20, momo()));
    }

    private static Arbitrary<Integer> customer() {
        return number(0, History.CUSTOMERS - 1);
    }

    private static Arbitrary<Integer> show() {
        return Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1));
    }

    /** Often the newest item. */
    private static Arbitrary<Integer> any() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0)), Tuple.of(1, number(0, 6)));
    }

    private static Arbitrary<Integer> number(int from, int to) {
        return Arbitraries.integers().between(from, to);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(false, true);
    }

    private static Arbitrary<Boolean> oneIn(int n) {
        return Arbitraries.frequency(Tuple.of(n - 1, false), Tuple.of(1, true));
    }
}
