package io.seatline.history;

import io.seatline.testing.BoxOffice;
import io.seatline.testing.TestTables;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The three promises hold in every history: in some on the real tables, in many more in memory. jqwik tells how many it
 * played and from which seed; of one that breaks a promise it prints the shortest form that it finds. {@code
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
    void a_party_that_another_writer_lets_in_between_two_offers_is_served_in_its_turn() {
        TablesInMemory tables = new TablesInMemory();
        new History(tables, tables)
                .play(List.of(
                        new Step.Join(0, 0, 1, false),
                        new Step.StandsStill(8, new Step.Deliver(0, 1, true)),
                        new Step.Join(1, 0, 1, false),
                        new Step.StandsStill(4, new Step.Deliver(0, 2, true)),
                        new Step.GoesOn(0, 100)));
    }

    @Property
    void no_seat_has_two_owners_no_money_is_lost_and_no_one_jumps_the_line(@ForAll("histories") List<Step> steps) {
        TablesInMemory tables = new TablesInMemory();
        new History(tables, tables).play(steps);
    }

    @Property(tries = 40)
    void the_real_tables_keep_the_promises_too(@ForAll("histories") List<Step> steps) {
        BoxOffice.empty(db);
        new History(BoxOffice.ledgerIn(db.client()), BoxOffice.waitlistIn(db.client())).play(steps);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Scenes.histories();
    }
}
