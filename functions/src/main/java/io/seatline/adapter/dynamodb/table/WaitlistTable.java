package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.text;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table Waitlist: a show's entries ({@code ENTRY#<suffix>}), the live entry of each customer ({@code
 * CUSTOMER#<id>}), the waitlist state ({@code STATE}) and the last change of its sales ({@code SALES}). A customer's
 * entries over all shows are listed in a partition of the customer's own. The local indexes contain only entries that wait.
 */
public final class WaitlistTable {
    public static final String SHOW_ID = "show_id";
    public static final String ITEM = "item";
    static final String CUSTOMER_ID = "customer_id";
    static final String SEATS = "seats";
    static final String ACCESSIBLE = "accessible";
    public static final String STATE = "state";
    static final String JOINED_AT = "joined_at";
    static final String PLACE = "place";
    static final String BOOKING_ID = "booking_id";
    static final String REMOVED_BY = "removed_by";
    static final String REMOVED_REASON = "removed_reason";
    public static final String VERSION = "version";
    public static final String TTL = "ttl";

    public static final String ENTRY_ID = "entry_id";

    public static final String ENTRIES = "entries";

    static final String LAST_PLACE = "last_place";
    static final String BLOCKS = "blocks";
    static final String OFFERS = "offers";
    static final String CANCELLED = "cancelled";

    static final String REASON = "reason";
    static final String BY = "by";
    static final String AT = "at";
    static final String BOOKINGS_CANCELLED = "bookings_cancelled";
    static final String BOOKINGS_REFUNDED = "bookings_refunded";
    static final String ENTRIES_LAPSED = "entries_lapsed";
    static final String FINISHED_AT = "finished_at";

    /**
     * Set only while the entry waits, such as {@code S#02#000000000017}. It makes the earliest entry of a kind and size
     * one read.
     */
    public static final String KIND_SIZE_PLACE = "kind_size_place";

    /** Set only while the entry waits. */
    public static final String WAITING_PLACE = "waiting_place";

    public static final String BY_KIND = "by_kind";
    public static final String BY_PLACE = "by_place";

    public static final String ENTRY_PREFIX = "ENTRY#";

    /** Starts the key of a customer's live entry of a show, and of the customer's partition. */
    public static final String CUSTOMER_PREFIX = "CUSTOMER#";

    static final String STATE_ITEM = "STATE";
    static final String ENTRIES_ITEM = "ENTRIES";
    public static final String SALES_ITEM = "SALES";

    /** No item has this key. */
    public static final String IS_NEW = "attribute_not_exists(show_id)";

    /** The entry still has the state and the version that were read. */
    public static final String ENTRY_AS_READ = "#state = :from AND version = :version";

    /** The waitlist state has not changed since it was read. */
    public static final String STATE_AS_READ = "version = :version";

    /** The list of the customer's entries has not changed since it was read. */
    public static final String ENTRIES_AS_READ = "version = :version";

    /** The last change of the show's sales is the one that was read. */
    public static final String SALES_AS_READ = "version = :version";

    /** The customer's item names this entry. */
    public static final String IS_LIVE_ENTRY = "entry_id = :entry";

    /** In the index by kind: the entries that sort after this key. */
    public static final String LATER_THAN = "show_id = :show AND kind_size_place > :after";

    /** In the index by kind: the entries with a party of this kind and size, earliest first. */
    public static final String OF_KIND_AND_SIZE = "show_id = :show AND begins_with(kind_size_place, :kind_size)";

    /** In the index by place: the entries at these places. */
    public static final String BETWEEN = "show_id = :show AND waiting_place BETWEEN :from AND :to";

    /** In the table: the entries of a show. */
    public static final String OF_SHOW = "show_id = :show AND begins_with(#item, :entries)";

    /** The entry joins or waits, or has left and is still counted. */
    public static final String IS_UNFINISHED =
            "#state IN (:joining, :waiting) OR (#state = :left AND attribute_exists(deadline_at))";

    /** In the index by place: the entries at later places. */
    public static final String AFTER = "show_id = :show AND waiting_place > :after";

    private static final String ACCESSIBLE_KIND = "A";
    private static final String STANDARD_KIND = "S";

    private WaitlistTable() {}

    public static Map<String, AttributeValue> entryKey(WaitlistEntryId id) {
        return key(id.show(), ENTRY_PREFIX + id.suffix());
    }

    public static Map<String, AttributeValue> customerKey(ShowId show, CustomerId customer) {
        return key(show, CUSTOMER_PREFIX + customer.value());
    }

    public static Map<String, AttributeValue> stateKey(ShowId show) {
        return key(show, STATE_ITEM);
    }

    public static Map<String, AttributeValue> salesKey(ShowId show) {
        return key(show, SALES_ITEM);
    }

    /** The partition cannot be a show's: a show's id has no capital letters. */
    public static Map<String, AttributeValue> entriesKey(CustomerId customer) {
        return Map.of(SHOW_ID, text(CUSTOMER_PREFIX + customer.value()), ITEM, text(ENTRIES_ITEM));
    }

    private static Map<String, AttributeValue> key(ShowId show, String item) {
        return Map.of(SHOW_ID, text(show.value()), ITEM, text(item));
    }

    /** Returns the kind and size of a party as the prefix of its sort key in the index by kind. */
    public static String kindAndSize(Party party) {
        return String.format(
                Locale.ROOT, "%s#%02d", party.accessible() ? ACCESSIBLE_KIND : STANDARD_KIND, party.seats());
    }

    static String kindSizePlace(Party party, long place) {
        return String.format(Locale.ROOT, "%s#%012d", kindAndSize(party), place);
    }

    public static Party partyOf(String kindSizePlace) {
        String[] parts = kindSizePlace.split("#", -1);
        return new Party(Integer.parseInt(parts[1]), parts[0].equals(ACCESSIBLE_KIND));
    }

    public static long placeOf(String kindSizePlace) {
        return Long.parseLong(kindSizePlace.substring(kindSizePlace.lastIndexOf('#') + 1));
    }

    public static WaitlistEntryId entryId(String show, String item) {
        return new WaitlistEntryId(new ShowId(show), item.substring(ENTRY_PREFIX.length()));
    }
}
