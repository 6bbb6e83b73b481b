package io.seatline.usecase.catalog;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.testing.CatalogFixture;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogSchemaTest {
    /** What MoMo takes at once, in VND. */
    private static final long MOMO_MIN = 1_000;

    private static final long MOMO_MAX = 50_000_000;

    private final JsonNode definitions = schema().get("$defs");

    @Test
    void the_fixture_satisfies_the_schema() {
        assertEquals(List.of(), CatalogSchema.check(CatalogFixture.document()).problems());
    }

    @Test
    void every_booking_is_an_amount_that_MoMo_takes() {
        JsonNode price = definitions.get("price");

        assertEquals(MOMO_MIN, price.get("minimum").longValue());
        assertEquals(MOMO_MAX, price.get("maximum").longValue() * Policies.MAX_SEATS);
    }

    @Test
    void a_row_has_the_form_that_the_hall_notation_reads() {
        assertEquals(
                HallNotation.LINE,
                definitions.at("/hall/properties/rows/items/pattern").textValue());
    }

    @Test
    void prices_are_for_the_categories_of_seats() {
        assertEquals(
                Stream.of(SeatCategory.values()).map(Enum::name).collect(toSet()),
                definitions
                        .at("/show/properties/prices/properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(toSet()));
    }

    @Test
    void the_default_time_zone_is_the_readers() {
        assertEquals(
                DocumentReader.DEFAULT_ZONE,
                definitions.at("/cinema/properties/time_zone/default").textValue());
    }

    @Test
    void a_show_id_is_one_of_the_domain() {
        for (String id : List.of("", "a", "z9".repeat(16), "z9".repeat(16) + "a", "A", "a-b", "a\n", "é")) {
            ObjectNode document = CatalogFixture.document();
            CatalogFixture.object(document, "shows", 0).put("id", id);

            assertEquals(
                    ShowId.isValid(id), CatalogSchema.check(document).problems().isEmpty(), id);
        }
    }

    @Test
    void a_hall_has_up_to_60_rows() {
        assertTrue(CatalogSchema.check(withRows(60)).problems().isEmpty());
        assertEquals(
                List.of(new CatalogProblem("cinemas[0].halls[0].rows", "must be a list of 1 to 60 items, not 61")),
                CatalogSchema.check(withRows(61)).problems());
    }

    @Test
    void the_malformed_is_erased_and_the_given_document_kept() {
        ObjectNode document = CatalogFixture.document();
        CatalogFixture.object(document, "cities", 1).put("name", 7);
        ObjectNode given = document.deepCopy();

        JsonNode wellFormed = CatalogSchema.check(document).wellFormed();

        assertEquals(given, document);
        assertTrue(wellFormed.at("/cities/1/name").isNull());
        assertFalse(wellFormed.at("/cities/1/id").isNull());
    }

    private static ObjectNode withRows(int rows) {
        ObjectNode document = CatalogFixture.document();
        var lines = ((ObjectNode) document.at("/cinemas/0/halls/0")).putArray("rows");
        for (int row = 0; row < rows; row++) {
            lines.add("" + (char) ('A' + row / 26) + (char) ('A' + row % 26) + " S");
        }
        return document;
    }

    private static JsonNode schema() {
        try (InputStream in = CatalogSchemaTest.class.getResourceAsStream("/schemas/catalog.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
