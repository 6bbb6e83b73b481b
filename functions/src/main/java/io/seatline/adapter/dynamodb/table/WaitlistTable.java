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
 * The table Waitlist: a show's entries ({@code ENTRY#<suffix>}), which of them is a customer's live one
 * ({@code CUSTOMER#<id>}), and the waitlist state ({@code STATE}). Only who waits is in the local indexes.
 */
public final class WaitlistTable {
    public static final String SHOW_ID = "show_id";
    public static final String ITEM = "item";
    static final String CUSTOMER_ID = "customer_id";
    static final String SEATS = "seats";
    static final String ACCESSIBLE = "accessible";
    static final String STATE = "state";
    static final String JOINED_AT = "joined_at";
    static final String PLACE = "place";
    static final String BOOKING_ID = "booking_id";
    static final String VERSION = "version";
    public static final String TTL = "ttl";

    public static final String ENTRY_ID = "entry_id";

    static final String LAST_PLACE = "last_place";
    static final String BLOCKS = "blocks";
    static final String OFFERS = "offers";

    /** Only while it waits: {@code S#02#000000000017}, so that the earliest of each kind and size is one read. */
    public static final String KIND_SIZE_PLACE = "kind_size_place";

    /** Only while it waits. */
    static final String WAITING_PLACE = "waiting_place";

    public static final String BY_KIND = "by_kind";
    public static final String BY_PLACE = "by_place";

    public static final String ENTRY_PREFIX = "ENTRY#";
    static final String STATE_ITEM = "STATE";

    /** Nothing stands under this key. */
    public static final String IS_NEW = "attribute_not_exists(show_id)";

    /** The entry is in the state and the version that were read. */
    public static final String ENTRY_AS_READ = "#state = :from AND version = :version";

    /** Nobody wrote the waitlist since it was read. */
    public static final String STATE_AS_READ = "version = :version";

    /** The customer's item names this very entry. */
    public static final String IS_LIVE_ENTRY = "entry_id = :entry";

    /** In the index by kind: who waits behind this one. */
    public static final String LATER_THAN = "show_id = :show AND kind_size_place > :after";

    /** In the index by kind: who waits with a party of this kind and size, the earliest first. */
    public static final String OF_KIND_AND_SIZE = "show_id = :show AND begins_with(kind_size_place, :kind_size)";

    /** In the index by place: who waits at these places. */
    public static final String BETWEEN = "show_id = :show AND waiting_place BETWEEN :from AND :to";

    private static final String ACCESSIBLE_KIND = "A";
    private static final String STANDARD_KIND = "S";

    private WaitlistTable() {}

    public static Map<String, AttributeValue> entryKey(WaitlistEntryId id) {
        return key(id.show(), ENTRY_PREFIX + id.suffix());
    }

    public static Map<String, AttributeValue> customerKey(ShowId show, CustomerId customer) {
        return key(show, "CUSTOMER#" + customer.value());
    }

    public static Map<String, AttributeValue> stateKey(ShowId show) {
        return key(show, STATE_ITEM);
    }

    private static Map<String, AttributeValue> key(ShowId show, String item) {
        return Map.of(SHOW_ID, text(show.value()), ITEM, text(item));
    }

    /** The kind and size of a party as the index sorts them. */
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
