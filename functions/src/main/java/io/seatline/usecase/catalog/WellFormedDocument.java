package io.seatline.usecase.catalog;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.usecase.catalog.HallNotation.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts of a document whose form is right. A field is {@code null} where the document's is malformed or missing, and
 * so is an item of a list, which keeps the others' indexes; a list is then empty.
 */
record WellFormedDocument(List<City> cities, List<Cinema> cinemas, List<Movie> movies, List<Show> shows) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    record City(String id, String name) {}

    record Cinema(
            String id,
            String name,
            String address,
            String city,
            String timeZone,
            Policies policies,
            List<Hall> halls) {}

    record Policies(Refunds refunds, Rules seatRules) {}

    record Refunds(Integer untilMinutes, Integer feePercent) {}

    record Rules(boolean couplePairs, boolean noSingleSeats) {}

    record Hall(String id, String name, List<String> rows, Numbering numbering) {}

    record Numbering(String from, List<Integer> skip) {}

    record Movie(
            String id,
            String title,
            Integer durationMinutes,
            String rating,
            List<String> genres,
            List<String> languages,
            String posterUrl,
            String synopsis) {}

    record Show(
            String id,
            String movie,
            String cinema,
            String hall,
            String startsAt,
            String format,
            Map<String, Long> prices,
            String salesOpenAt,
            int salesCloseMinutes) {}

    /** The policies of a cinema; malformed ones are left out. */
    static CinemaPolicies policies(Policies given) {
        if (given == null) {
            return CinemaPolicies.NONE;
        }
        Optional<CinemaPolicies.Refunds> refunds = Optional.ofNullable(given.refunds())
                .filter(terms -> terms.untilMinutes() != null && terms.feePercent() != null)
                .map(terms -> new CinemaPolicies.Refunds(terms.untilMinutes(), terms.feePercent()));
        SeatRules rules = Optional.ofNullable(given.seatRules())
                .map(rule -> new SeatRules(rule.couplePairs(), rule.noSingleSeats()))
                .orElse(SeatRules.NONE);
        return new CinemaPolicies(refunds, rules);
    }

    /** The numbering of a hall's seats. */
    static HallNotation.Numbering numbering(Numbering given) {
        if (given == null) {
            return HallNotation.Numbering.PLAIN;
        }
        Side from = given.from() == null ? Side.LEFT : Side.valueOf(given.from());
        return new HallNotation.Numbering(from, new TreeSet<>(given.skip()));
    }

    static WellFormedDocument of(CatalogSchema.Checked checked) {
        try {
            return JSON.treeToValue(checked.wellFormed(), WellFormedDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema allows what cannot be bound", e);
        }
    }
}
