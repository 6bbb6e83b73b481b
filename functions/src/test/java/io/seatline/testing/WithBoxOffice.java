package io.seatline.testing;

import io.seatline.domain.catalog.Show;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Creates an empty box office for each test, on one database per test class. */
public abstract class WithBoxOffice {
    private static TestTables db;

    protected BoxOffice office;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    /** A box office with another show, on the same empty tables. */
    protected static BoxOffice officeFor(Show show) {
        return new BoxOffice(db, show);
    }

    @BeforeEach
    void openBoxOffice() {
        office = new BoxOffice(db);
    }
}
