package io.seatline.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Opens an empty box office for each test, on one database for all tests of a class. */
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

    @BeforeEach
    void openBoxOffice() {
        office = new BoxOffice(db);
    }
}
