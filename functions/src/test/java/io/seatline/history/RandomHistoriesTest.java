package io.seatline.history;

import io.seatline.testing.BoxOffice;
import io.seatline.testing.TestTables;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Checks the four promises in random histories: a few on the real tables, many more in memory. jqwik reports the
 * number of histories and the seed, and prints the shortest history that breaks a promise. {@code
 * -Djqwik.tries.default=50000} plays more in memory.
 */
class RandomHistoriesTest {
    private static TestTables db;

    @BeforeContainer
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterContainer
    static void stopDatabase() {
        db.close();
    }

    @Example
    void entry_that_joins_between_two_offers_is_served_in_order() {
        InMemoryTables tables = new InMemoryTables();
        new History(tables, tables)
                .play(List.of(
                        new Step.Join(0, 0, 1, false),
                        new Step.Pause(8, new Step.Deliver(0, 1, true)),
                        new Step.Join(1, 0, 1, false),
                        new Step.Pause(4, new Step.Deliver(0, 2, true)),
                        new Step.Resume(0, 100)));
    }

    @Example
    void money_of_a_lost_offer_that_support_has_refunded_does_not_pay_for_its_repetition() {
        List<Step> offerIsPaid = List.of(
                new Step.Reserve(0, 0, 0, 3),
                new Step.Join(1, 0, 1, false),
                new Step.Publish(100, false),
                new Step.Deliver(0, 100, true),
                new Step.Cancel(0),
                new Step.Publish(100, false),
                new Step.Deliver(0, 100, true),
                new Step.PayAgain(0),
                new Step.Pay(0, 0));
        List<Step> reportIsRefundedAndTheEntryIsServed = List.of(
                new Step.DeliverIpn(0),
                new Step.SupportRetries(0, false),
                new Step.Refund(100, 0),
                new Step.Deliver(0, 100, true),
                new Step.PayAgain(0),
                new Step.CheckPayment(0));
        InMemoryTables tables = new InMemoryTables();
        new History(tables, tables)
                .playRestored(offerIsPaid, new Tear(5, 5, 5, 5, 0), reportIsRefundedAndTheEntryIsServed, tables);
    }

    @Property
    void no_double_owner_no_lost_money_and_no_overtaking(@ForAll("histories") List<Step> steps) {
        InMemoryTables tables = new InMemoryTables();
        new History(tables, tables).play(steps);
    }

    /** A table is restored to a second: what differs between the tables are the transactions of less than a second. */
    @Property
    void restored_tables_keep_the_promises(
            @ForAll("histories") List<Step> steps,
            @ForAll @IntRange(max = 99) int percent,
            @ForAll("tears") Tear tear) {
        int restore = steps.size() * percent / 100;
        InMemoryTables tables = new InMemoryTables();
        new History(tables, tables)
                .playRestored(steps.subList(0, restore), tear, steps.subList(restore, steps.size()), tables);
    }

    @Provide
    Arbitrary<Tear> tears() {
        Arbitrary<Integer> behind = Arbitraries.integers().between(0, 3);
        return Combinators.combine(behind, behind, behind, behind, Arbitraries.integers())
                .as(Tear::new);
    }

    @Property(tries = 40)
    void promises_hold_on_the_real_tables(@ForAll("histories") List<Step> steps) {
        BoxOffice.empty(db);
        new History(BoxOffice.ledgerIn(db.client()), BoxOffice.waitlistIn(db.client())).play(steps);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Scenes.histories();
    }
}
