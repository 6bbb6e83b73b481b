package io.seatline.adapter.dynamodb.catalog;

import io.seatline.domain.ShowId;
import java.time.Instant;
import java.util.Locale;

/**
 * The table Catalog. Each loaded record has an item under its own key. Each listing has an item
 * under the key that it is listed by:
 *
 * <pre>
 * pk                        sk                    holds
 * CITIES                    CITY#c                a city
 * CITIES                    CINEMA#x              a cinema, with its city
 * MOVIE#m                   MOVIE                 a movie
 * LAYOUT#l                  LAYOUT                a hall's layout; never changes
 * SHOW#s                    SHOW                  a show; names movie, cinema and layout
 * SHOW#s                    AVAILABILITY          its manager's decision about its sales, how many seats are free, and
 *                                                 when they are counted next
 * CITY#c                    MOVIE#m               until when a city lists a movie
 * CITY#c#MOVIE#m            START#time#s          a show in a movie's programme in a city
 * CINEMA#x                  START#time#s          a show in a cinema's programme
 * CINEMA#x#HALL#h           START#time#s          when a show has a hall
 * </pre>
 */
final class CatalogTable {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String TTL = "ttl";

    static final String CITY_ID = "city_id";
    static final String CINEMA_ID = "cinema_id";
    static final String MOVIE_ID = "movie_id";
    static final String SHOW_ID = "show_id";
    static final String HALL_ID = "hall_id";
    static final String HALL_NAME = "hall_name";
    static final String LAYOUT_ID = "layout_id";
    static final String NAME = "name";
    static final String ADDRESS = "address";
    static final String TIME_ZONE = "time_zone";
    static final String REFUND_UNTIL_MINUTES = "refund_until_minutes";
    static final String REFUND_FEE_PERCENT = "refund_fee_percent";
    static final String COUPLE_PAIRS = "couple_pairs";
    static final String NO_SINGLE_SEATS = "no_single_seats";
    static final String TITLE = "title";
    static final String DURATION_MINUTES = "duration_minutes";
    static final String RATING = "rating";
    static final String GENRES = "genres";
    static final String LANGUAGES = "languages";
    static final String POSTER_URL = "poster_url";
    static final String SYNOPSIS = "synopsis";
    static final String ROWS = "rows";
    static final String NUMBERING = "numbering";
    static final String STARTS_AT = "starts_at";
    static final String ENDS_AT = "ends_at";
    static final String LISTED_UNTIL = "listed_until";
    static final String FORMAT = "format";
    static final String PRICES = "prices";
    static final String PRICE_FROM = "price_from";
    static final String SALES_OPEN_AT = "sales_open_at";
    static final String SALES_CLOSE_MINUTES = "sales_close_minutes";
    static final String VERSION = "version";
    static final String FREE_SEATS = "free_seats";
    static final String ALL_SEATS = "all_seats";
    static final String SALES = "sales";

    static final String CITIES = "CITIES";
    static final String CITY_PREFIX = "CITY#";
    static final String CINEMA_PREFIX = "CINEMA#";
    static final String MOVIE_PREFIX = "MOVIE#";
    static final String MOVIE = "MOVIE";
    static final String LAYOUT = "LAYOUT";
    static final String SHOW = "SHOW";
    static final String SHOW_PREFIX = "SHOW#";
    static final String AVAILABILITY = "AVAILABILITY";

    /** The show is not loaded. */
    static final String IS_NEW = "attribute_not_exists(pk)";

    /** The show is loaded with the version that the import has compared; a show without one has the first. */
    static final String IS_AS_COMPARED =
            "attribute_exists(pk) AND (attribute_not_exists(#version) OR #version = :version)";

    /** The movie is not listed in the city yet, or its listing gets longer; a listing never gets shorter. */
    static final String EXTENDS_LISTING = "attribute_not_exists(listed_until) OR listed_until < :until";

    /** The movie's listing in the city is the one that was read. */
    static final String IS_LISTED_UNTIL = "listed_until = :was";

    /** Lists a movie in a city until the sales of its last show end. */
    static final String LIST_MOVIE = "SET movie_id = :movie, listed_until = :until, #ttl = :ttl";

    /** No count of the show's seats is ordered for this time or later. */
    static final String NO_COUNT_ORDERED = "attribute_not_exists(count_at) OR count_at < :soon";

    /** Orders a count of the show's seats. */
    static final String ORDER_COUNT = "SET count_at = :at, #ttl = if_not_exists(#ttl, :ttl)";

    /** No later count of the show's seats is stored. */
    static final String IS_NEWEST_COUNT = "attribute_not_exists(counted_at) OR counted_at < :at";

    /** Stores a count of the show's seats. */
    static final String STORE_COUNT = "SET free_seats = :free, all_seats = :all, counted_at = :at, #ttl = :ttl";

    /** Stores the manager's decision about the show's sales. */
    static final String STORE_SALES = "SET sales = :sales, #ttl = :ttl";

    private CatalogTable() {}

    static String city(String id) {
        return CITY_PREFIX + id;
    }

    static String cinema(String id) {
        return CINEMA_PREFIX + id;
    }

    static String movie(String id) {
        return MOVIE_PREFIX + id;
    }

    static String layout(String id) {
        return "LAYOUT#" + id;
    }

    static String show(ShowId id) {
        return SHOW_PREFIX + id.value();
    }

    static String programme(String cityId, String movieId) {
        return city(cityId) + "#" + movie(movieId);
    }

    static String hall(String cinemaId, String hallId) {
        return cinema(cinemaId) + "#HALL#" + hallId;
    }

    /** Returns a sort key that orders by time, then by show. */
    static String start(Instant start, ShowId show) {
        return startingAt(start) + "#" + show.value();
    }

    /** Returns a sort key before every show that starts at this time and after every show that starts earlier. */
    static String startingAt(Instant start) {
        return String.format(Locale.ROOT, "START#%012d", Math.max(0, start.getEpochSecond()));
    }
}
