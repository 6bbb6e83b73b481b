package io.seatline.adapter.dynamodb.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The conditions of the writes, verbatim. */
class CatalogConditionsTest {
    @Test
    void count_is_ordered_unless_one_is_ordered_for_soon_or_later() {
        assertEquals("attribute_not_exists(count_at) OR count_at < :soon", CatalogTable.NO_COUNT_ORDERED);
    }

    @Test
    void count_is_stored_unless_a_later_one_is_stored() {
        assertEquals("attribute_not_exists(counted_at) OR counted_at < :at", CatalogTable.IS_NEWEST_COUNT);
    }

    @Test
    void listing_of_a_movie_only_gets_longer() {
        assertEquals("attribute_not_exists(listed_until) OR listed_until < :until", CatalogTable.EXTENDS_LISTING);
    }
}
