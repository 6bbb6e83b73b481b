package io.seatline.history;

import io.seatline.domain.catalog.SalesControl;

/** A step of a history. Its numbers pick among what exists, so every step is possible in every history. */
sealed interface Step {
    record Reserve(int customer, int show, int firstSeat, int seats) implements Step {}

    record PayAgain(int booking) implements Step {}

    record View(int booking) implements Step {}

    /** A customer has MoMo asked about a booking's payments. */
    record CheckPayment(int booking) implements Step {}

    record Cancel(int booking) implements Step {}

    /** The money is captured. MoMo then sends this many IPNs, none of which has arrived yet. */
    record Pay(int payment, int ipns) implements Step {}

    record DeliverIpn(int ipn) implements Step {}

    record Join(int customer, int show, int seats, boolean accessible) implements Step {}

    record Leave(int entry) implements Step {}

    /** Support refunds this many seats of a booking, maybe although somebody was let in; all for 0. */
    record SupportRefunds(int booking, int seats, boolean byHand, boolean admitted) implements Step {}

    /** A customer returns this many seats of a booking; all for 0. */
    record ReturnSeats(int booking, int seats) implements Step {}

    /** A customer shows the ticket for this many seats of a booking; for all for 0. It stays in the customer's pocket. */
    record TakeTicket(int booking, int seats) implements Step {}

    /** A door scans a ticket with this scan id, and may report it later because it has no network. */
    record ScanTicket(int ticket, int scan, int seats, boolean offline) implements Step {}

    /** A manager undoes what a scan admitted. */
    record UndoScan(int scan) implements Step {}

    record SupportRetries(int supportCase, boolean byHand) implements Step {}

    record BlockSeats(int show, int firstSeat, int seats) implements Step {}

    record UnblockSeats(int block) implements Step {}

    /** Staff sell seats for cash, with this idempotency key; without one for 0. */
    record SellAtCounter(int show, int firstSeat, int seats, int key) implements Step {}

    /** A manager closes a show's sales, opens them again or cancels the show. */
    record Decide(int show, SalesControl decision) implements Step {}

    record PassTime(int seconds) implements Step {}

    /** Delivers this many messages to the show worker; messages that are not acknowledged are redelivered. */
    record Deliver(int show, int messages, boolean acknowledged) implements Step {}

    /** Delivers this many records of each stream to the outbox, possibly twice. */
    record Publish(int records, boolean twice) implements Step {}

    /** Delivers this many messages of the deadline queue, possibly twice. */
    record MeetDeadline(int messages, boolean twice) implements Step {}

    record Refund(int messages, int outcome) implements Step {}

    record Tick() implements Step {}

    record LoseMessage(int show, int message) implements Step {}

    record LoseRecord(int stream) implements Step {}

    record SetMomo(SimulatedMomo.Mood mood) implements Step {}

    /** Runs a step in an invocation that pauses after this many calls, until it is resumed or killed. */
    record Pause(int calls, Step during) implements Step {}

    /** Resumes a paused invocation for this many calls. */
    record Resume(int which, int calls) implements Step {}

    /** Kills a paused invocation. */
    record Kill(int which) implements Step {}
}
